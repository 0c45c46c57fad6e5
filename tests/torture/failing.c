/* A disk that fails: the n-th time that a file is written, synchronised, shortened or removed, or from then on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long at, made;
static int with, lasting;

void fail_at(long number, int error, int for_good) { at = number, with = error, lasting = for_good, made = 0; }
long calls_made(void) { return made; }

static int fails(void) {
    if (!at) return 0;
    made++;
    if (made != at && !(lasting && made > at)) return 0;
    errno = with;
    return 1;
}

static int fails_for(int file) {
    struct stat found;
    if (!at || fstat(file, &found)) return 0;
    return (S_ISREG(found.st_mode) || S_ISDIR(found.st_mode)) && fails();
}

#define INSTEAD_OF(type, name, parameters, arguments, failing)      \
    type name parameters {                                          \
        static type (*real) parameters;                             \
        if (!real) real = (type (*) parameters)dlsym(RTLD_NEXT, #name); \
        return failing ? -1 : real arguments;                       \
    }

INSTEAD_OF(ssize_t, write, (int file, const void *what, size_t size), (file, what, size), fails_for(file))
INSTEAD_OF(ssize_t, pwrite, (int file, const void *what, size_t size, off_t place), (file, what, size, place), fails_for(file))
INSTEAD_OF(ssize_t, pwrite64, (int file, const void *what, size_t size, off64_t place), (file, what, size, place), fails_for(file))
INSTEAD_OF(int, ftruncate, (int file, off_t size), (file, size), fails_for(file))
INSTEAD_OF(int, ftruncate64, (int file, off64_t size), (file, size), fails_for(file))
INSTEAD_OF(int, fsync, (int file), (file), fails_for(file))
INSTEAD_OF(int, fdatasync, (int file), (file), fails_for(file))
INSTEAD_OF(int, unlink, (const char *path), (path), fails())
