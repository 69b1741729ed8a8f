#include "jobserver.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int host_jobserver_open(const char *reading, const char *writing, int *reader, int *writer) {
  struct stat in, out;
  if (stat(reading, &in) < 0 || stat(writing, &out) < 0) return errno;
  if (!S_ISFIFO(in.st_mode) || in.st_dev != out.st_dev || in.st_ino != out.st_ino) return EINVAL;
  *writer = open(writing, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
  if (*writer < 0) return errno;
  *reader = open(reading, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (*reader >= 0) return 0;
  int code = errno;
  close(*writer);
  return code;
}
