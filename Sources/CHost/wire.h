/* Bytes over the sockets between tool, keeper and wardens. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Takes exactly so many bytes; false when the other side is gone. */
bool receive_whole(int socket, void *bytes, size_t size);
/* Answers 0 or an errno, EPIPE when the other side is gone. */
int send_whole(int socket, const void *bytes, size_t size);
