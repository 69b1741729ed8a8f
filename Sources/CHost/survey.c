/* Asks after many paths at once: see survey.h. Nothing here allocates for a path. */
#define _GNU_SOURCE
#include "survey.h"

#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __APPLE__
#define NANOSECONDS(status, which) \
  ((status).st_##which##timespec.tv_sec * 1000000000LL + (status).st_##which##timespec.tv_nsec)
#else
#define NANOSECONDS(status, which) \
  ((status).st_##which##tim.tv_sec * 1000000000LL + (status).st_##which##tim.tv_nsec)
#endif

static uint8_t kind_of(mode_t mode) {
  if (S_ISREG(mode)) return HOST_FILE;
  if (S_ISDIR(mode)) return HOST_FOLDER;
  return S_ISLNK(mode) ? HOST_LINK : HOST_OTHER;
}

/* What cannot be asked, for whatever reason, does not hold. */
static bool holds(const struct host_row *row, const char *texts, int64_t before) {
  struct stat s;
  if (row->question == HOST_NOTHING_ASKED) return true;
  int flags = row->question == HOST_WHAT_IT_IS ? AT_SYMLINK_NOFOLLOW : 0;
  if (fstatat(AT_FDCWD, texts + row->path, &s, flags) < 0)
    return row->kind == HOST_ABSENT && (errno == ENOENT || errno == ENOTDIR);
  if (kind_of(s.st_mode) != row->kind) return false;
  if (row->question == HOST_WHICH_KIND) return true;
  int64_t modified = NANOSECONDS(s, m), changed = NANOSECONDS(s, c);
  /* What has no digest is our own, and was written just before the survey by its writer. */
  bool is_older = !row->has_digest || (modified < before && changed < before);
  return row->is_settled && is_older && modified == row->modified && changed == row->changed &&
         (uint64_t)s.st_ino == row->inode &&
         (uint64_t)s.st_size == row->size && (uint64_t)s.st_dev == row->device;
}

struct share {
  const struct host_row *rows;
  const char *texts;
  int64_t before;
  bool *is_changed;
  size_t from, to, found;
};

static void *survey(void *argument) {
  struct share *share = argument;
  for (size_t i = share->from; i < share->to; i++) {
    share->is_changed[i] = !holds(&share->rows[i], share->texts, share->before);
    share->found += share->is_changed[i];
  }
  return NULL;
}

size_t host_survey(const struct host_row *rows, size_t count, const char *texts, int64_t before,
                   unsigned threads, bool *is_changed) {
  enum { MOST = 16 };
  struct share shares[MOST];
  pthread_t helpers[MOST];
  bool is_started[MOST] = {false};
  size_t found = 0;
  if (threads < 1) threads = 1;
  if (threads > MOST) threads = MOST;
  for (unsigned i = 0; i < threads; i++)
    shares[i] = (struct share){rows, texts, before, is_changed, count * i / threads,
                               count * (i + 1) / threads, 0};
  for (unsigned i = 1; i < threads; i++)
    is_started[i] = pthread_create(&helpers[i], NULL, survey, &shares[i]) == 0;
  for (unsigned i = 0; i < threads; i++)
    if (!is_started[i]) survey(&shares[i]);
  for (unsigned i = 0; i < threads; i++) {
    if (is_started[i]) pthread_join(helpers[i], NULL);
    found += shares[i].found;
  }
  return found;
}

int host_map(const char *path, const void **bytes, size_t *size, int64_t *modified) {
  struct stat s;
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (file < 0) return errno;
  int code = fstat(file, &s) < 0 ? errno : !S_ISREG(s.st_mode) || s.st_size == 0 ? EINVAL : 0;
  void *start = MAP_FAILED;
  if (!code) {
    start = mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (start == MAP_FAILED) code = errno;
  }
  close(file);
  if (code) return code;
  *bytes = start;
  *size = (size_t)s.st_size;
  *modified = NANOSECONDS(s, m);
  return 0;
}

void host_unmap(const void *bytes, size_t size) { munmap((void *)bytes, size); }

int host_compare(const char *one, const char *other) { return strcmp(one, other); }

size_t host_length(const char *path) { return strlen(path); }

uint64_t host_checksum(const void *bytes, size_t size) {
  const uint64_t prime = 0x9E3779B97F4A7C15ull;
  const unsigned char *rest = bytes;
  uint64_t lanes[4] = {1, 2, 3, size};
  for (; size >= 32; size -= 32, rest += 32)
    for (int i = 0; i < 4; i++) {
      uint64_t word;
      memcpy(&word, rest + 8 * i, 8);
      lanes[i] = (lanes[i] ^ word) * prime;
      lanes[i] ^= lanes[i] >> 29;
    }
  for (; size > 0; size--, rest++) lanes[0] = (lanes[0] ^ *rest) * prime;
  uint64_t sum = 0;
  for (int i = 0; i < 4; i++) sum = (sum ^ lanes[i] ^ (lanes[i] >> 31)) * prime;
  return sum ^ (sum >> 32);
}
