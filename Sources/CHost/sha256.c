/* SHA-256 (FIPS 180-4): the first blocks of a process here, the many that may follow by OpenSSL's
   libcrypto, which uses the processor's own instructions but takes as long to load as these. */
#define OPENSSL_SUPPRESS_DEPRECATED /* only the interface below EVP takes over a state */
#include "sha256.h"

#include <dlfcn.h>
#include <openssl/opensslv.h>
#include <openssl/sha.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#define TEXT(number) #number
#define VERSION(number) TEXT(number)
#ifdef __APPLE__
#define LIBRARY "libcrypto." VERSION(OPENSSL_SHLIB_VERSION) ".dylib"
#else
#define LIBRARY "libcrypto.so." VERSION(OPENSSL_SHLIB_VERSION)
#endif

enum { BLOCK = 64, LOADING_PAYS = 192 << 10 };

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t right(uint32_t word, int bits) { return word >> bits | word << (32 - bits); }

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* One round; the next has the same words under names one further on, so that none is moved. */
#define ROUND(a, b, c, d, e, f, g, h, i) \
  h += (right(e, 6) ^ right(e, 11) ^ right(e, 25)) + (g ^ (e & (f ^ g))) + constants[i] + w[i]; \
  d += h; \
  h += (right(a, 2) ^ right(a, 13) ^ right(a, 22)) + ((a & b) | (c & (a | b)))

static void compress_here(uint32_t state[8], const uint8_t *block) {
  uint32_t w[64];
  for (int i = 0; i < 16; i++) w[i] = big_endian(block + 4 * i);
  for (int i = 16; i < 64; i++) {
    uint32_t near = right(w[i - 2], 17) ^ right(w[i - 2], 19) ^ w[i - 2] >> 10;
    uint32_t far = right(w[i - 15], 7) ^ right(w[i - 15], 18) ^ w[i - 15] >> 3;
    w[i] = near + w[i - 7] + far + w[i - 16];
  }
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
  for (int i = 0; i < 64; i += 8) {
    ROUND(a, b, c, d, e, f, g, h, i);
    ROUND(h, a, b, c, d, e, f, g, i + 1);
    ROUND(g, h, a, b, c, d, e, f, i + 2);
    ROUND(f, g, h, a, b, c, d, e, i + 3);
    ROUND(e, f, g, h, a, b, c, d, i + 4);
    ROUND(d, e, f, g, h, a, b, c, i + 5);
    ROUND(c, d, e, f, g, h, a, b, i + 6);
    ROUND(b, c, d, e, f, g, h, a, i + 7);
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d;
  state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

static __typeof__(&SHA256_Update) loaded_update;
static pthread_once_t loading = PTHREAD_ONCE_INIT;

static void load(void) {
  void *library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
  if (library) *(void **)&loaded_update = dlsym(library, "SHA256_Update");
}

/* Whether so much was hashed that libcrypto pays, and it is there. */
static int is_loaded(size_t size) {
  static _Atomic size_t hashed;
  if (atomic_load_explicit(&hashed, memory_order_relaxed) < LOADING_PAYS &&
      atomic_fetch_add_explicit(&hashed, size, memory_order_relaxed) + size < LOADING_PAYS)
    return 0;
  pthread_once(&loading, load);
  return loaded_update != NULL;
}

/* Takes in whole blocks. */
static void compress(uint32_t state[8], const uint8_t *blocks, size_t count) {
  if (!is_loaded(count * BLOCK)) {
    for (; count > 0; count--, blocks += BLOCK) compress_here(state, blocks);
    return;
  }
  SHA256_CTX context = {.md_len = SHA256_DIGEST_LENGTH};
  memcpy(context.h, state, sizeof context.h);
  loaded_update(&context, blocks, count * BLOCK);
  memcpy(state, context.h, sizeof context.h);
}

void host_sha256_begin(struct host_sha256 *hash) {
  static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memcpy(hash->state, start, sizeof start);
  hash->length = 0;
}

void host_sha256_add(struct host_sha256 *hash, const void *bytes, size_t size) {
  const uint8_t *next = bytes;
  size_t waiting = hash->length % BLOCK;
  hash->length += size;
  if (waiting > 0 && waiting + size >= BLOCK) {
    memcpy(hash->block + waiting, next, BLOCK - waiting);
    compress(hash->state, hash->block, 1);
    next += BLOCK - waiting;
    size -= BLOCK - waiting;
    waiting = 0;
  }
  if (waiting == 0 && size >= BLOCK) {
    compress(hash->state, next, size / BLOCK);
    next += size / BLOCK * BLOCK;
    size %= BLOCK;
  }
  if (size > 0) memcpy(hash->block + waiting, next, size);
}

void host_sha256_end(struct host_sha256 *hash, uint8_t digest[32]) {
  uint8_t end[2 * BLOCK] = {0};
  size_t waiting = hash->length % BLOCK;
  size_t size = waiting < BLOCK - 8 ? BLOCK : 2 * BLOCK;
  memcpy(end, hash->block, waiting);
  end[waiting] = 0x80;
  for (int i = 0; i < 8; i++) end[size - 1 - i] = (uint8_t)(hash->length * 8 >> 8 * i);
  compress(hash->state, end, size / BLOCK);
  for (int i = 0; i < 32; i++) digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}
