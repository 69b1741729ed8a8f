/* SHA-256 of bytes that come piece by piece. */
#pragma once
#include <stddef.h>
#include <stdint.h>

/* What libcrypto keeps between two pieces. */
struct host_sha256 {
  uint64_t state[16];
};

void host_sha256_begin(struct host_sha256 *hash);
void host_sha256_add(struct host_sha256 *hash, const void *bytes, size_t size);
void host_sha256_end(struct host_sha256 *hash, uint8_t digest[32]);
