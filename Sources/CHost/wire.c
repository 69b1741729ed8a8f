/* Bytes over the sockets between tool, keeper and wardens. */
#include "wire.h"

#include <errno.h>
#include <sys/socket.h>

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

bool receive_whole(int socket, void *bytes, size_t size) {
  char *rest = bytes;
  while (size > 0) {
    ssize_t count = recv(socket, rest, size, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    rest += count;
    size -= (size_t)count;
  }
  return true;
}

int send_whole(int socket, const void *bytes, size_t size) {
  const char *rest = bytes;
  while (size > 0) {
    ssize_t count = send(socket, rest, size, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    rest += count;
    size -= (size_t)count;
  }
  return 0;
}
