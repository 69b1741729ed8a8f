// floor: the least that a build tool must do when nothing changed: ask for the status of every file.
//
//   floor LIST [PROGRAM]
//
// LIST holds relative paths, each with a NUL behind it. Then PROGRAM takes the place of this process: an
// empty one in our language, so that the sum is the floor of a tool that starts as ours must.
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv) {
  struct stat list;
  struct statx file;
  int fd = argc > 1 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0 || fstat(fd, &list) < 0) return 64;
  const char *path = mmap(NULL, list.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  if (path == MAP_FAILED) return 1;
  for (const char *end = path + list.st_size; path < end; path += strlen(path) + 1)
    if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &file)) return 1;
  if (argc < 3) return 0;
  execv(argv[2], argv + 2);
  return 127;
}
