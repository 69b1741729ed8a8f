/* SHA-256 by OpenSSL's libcrypto, loaded when the first byte is to be hashed: a run with nothing to do
   hashes none. Its plain functions are called, since looking the algorithm up in the library's
   providers (EVP_MD_fetch) takes longer than loading it. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "sha256.h"

#include <dlfcn.h>
#include <openssl/opensslv.h>
#include <openssl/sha.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define TEXT(number) #number
#define VERSION(number) TEXT(number)
#ifdef __APPLE__
#define LIBRARY "libcrypto." VERSION(OPENSSL_SHLIB_VERSION) ".dylib"
#else
#define LIBRARY "libcrypto.so." VERSION(OPENSSL_SHLIB_VERSION)
#endif

_Static_assert(sizeof(SHA256_CTX) <= sizeof(struct host_sha256), "the state of libcrypto has room");

static __typeof__(&SHA256_Init) begin;
static __typeof__(&SHA256_Update) add;
static __typeof__(&SHA256_Final) end;
static pthread_once_t loading = PTHREAD_ONCE_INIT;

/* Without it nothing can be done: the process ends as it would if it had been linked. */
static void load(void) {
  void *library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
  if (library) {
    *(void **)&begin = dlsym(library, "SHA256_Init");
    *(void **)&add = dlsym(library, "SHA256_Update");
    *(void **)&end = dlsym(library, "SHA256_Final");
  }
  if (begin && add && end) return;
  fprintf(stderr, "assay needs %s of OpenSSL: %s\n  hint: install libssl%d\n", LIBRARY, dlerror(),
          OPENSSL_SHLIB_VERSION);
  exit(2);
}

void host_sha256_begin(struct host_sha256 *hash) {
  pthread_once(&loading, load);
  begin((SHA256_CTX *)hash);
}

void host_sha256_add(struct host_sha256 *hash, const void *bytes, size_t size) {
  add((SHA256_CTX *)hash, bytes, size);
}

void host_sha256_end(struct host_sha256 *hash, uint8_t digest[32]) {
  end(digest, (SHA256_CTX *)hash);
}
