/* SHA-256 of bytes that come piece by piece. */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct host_sha256 {
  uint32_t state[8];
  uint64_t length; /* bytes taken in; those of an unfinished block wait in `block` */
  uint8_t block[64];
};

void host_sha256_begin(struct host_sha256 *hash);
void host_sha256_add(struct host_sha256 *hash, const void *bytes, size_t size);
void host_sha256_end(struct host_sha256 *hash, uint8_t digest[32]);
