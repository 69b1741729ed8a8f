// step: what a stage of the benchmark does when it needs no shell.
//
//   step LOG NAME OUT BYTES SCRIPT IN…
//
// Appends NAME to LOG, reads SCRIPT unless it is "-", and writes the first BYTES (0: all) of each IN to OUT.
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char buffer[1 << 16];

static void copy(const char *path, int out, size_t left) {
  int in = open(path, O_RDONLY);
  if (in < 0) exit(1);
  for (ssize_t n; left > 0; left -= n) {
    n = read(in, buffer, left < sizeof buffer ? left : sizeof buffer);
    if (n < 0) exit(1);
    if (n == 0) break;
    if (out >= 0 && write(out, buffer, n) != n) exit(1);
  }
  close(in);
}

int main(int argc, char **argv) {
  if (argc < 7) return 64;
  size_t bytes = strtoul(argv[4], NULL, 10), all = (size_t)-1, length = strlen(argv[2]);
  int log = open(argv[1], O_WRONLY | O_CREAT | O_APPEND, 0644);
  memcpy(buffer, argv[2], length);
  buffer[length] = '\n';
  if (log < 0 || write(log, buffer, length + 1) < 0) return 1;
  close(log);
  if (strcmp(argv[5], "-")) copy(argv[5], -1, all);
  int out = open(argv[3], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (out < 0) return 1;
  for (int i = 6; i < argc; i++) copy(argv[i], out, bytes ? bytes : all);
  return close(out) ? 1 : 0;
}
