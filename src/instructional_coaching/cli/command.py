"""The command `coaching` and its commands; each is a module of its own."""

import click

from instructional_coaching.cli.backup import backup_command
from instructional_coaching.cli.check import check_command
from instructional_coaching.cli.doctor import doctor_command
from instructional_coaching.cli.due import due_command
from instructional_coaching.cli.export import export_command
from instructional_coaching.cli.importing import import_command
from instructional_coaching.cli.migrate import migrate_command
from instructional_coaching.cli.plugin import plugins_command
from instructional_coaching.cli.salvage import salvage_command
from instructional_coaching.cli.show import show_command
from instructional_coaching.cli.trial import trial_command


@click.group()
@click.version_option(package_name="instructional-coaching")
def coaching() -> None:
    """Instructional coaching: bring a school's log in, ask it questions, and test a school's own rules.

    Every command ends with 0 when it has done what was asked, 1 where problems were found, 2 where it was
    misused.
    """


for _one in (
    backup_command,
    check_command,
    doctor_command,
    due_command,
    export_command,
    import_command,
    migrate_command,
    plugins_command,
    salvage_command,
    show_command,
    trial_command,
):
    coaching.add_command(_one)
