"""Who may do and see what: nothing, unless a rule here says so."""
