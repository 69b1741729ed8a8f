/* Whether what stood at many paths still stands there, asked of the kernel in one go. */
#pragma once
#include "files.h"

/* What was asked of a path. */
enum host_question {
  HOST_WHAT_IT_LEADS_TO, /* a file or folder, links followed */
  HOST_WHAT_IT_IS,       /* the same, a link being itself */
  HOST_WHICH_KIND,       /* only whether something is there, and what, links followed */
  HOST_NOTHING_ASKED     /* the digest may serve another run */
};

/* One path and what was seen there, as a snapshot holds it: 56 bytes, no padding. */
struct host_row {
  uint64_t device, inode, size;
  int64_t modified, changed; /* nanoseconds since 1970 */
  uint64_t path;             /* where it begins in the texts, which each end in a NUL */
  uint8_t question;          /* of enum host_question */
  uint8_t kind;              /* of enum host_kind, or HOST_ABSENT */
  uint8_t is_executable;
  uint8_t is_settled;        /* any later change must show in the times */
  uint32_t has_digest;
};

enum { HOST_ABSENT = 255 };

/* Marks every row that no longer holds, or that never could be relied on, and answers how many there
   are. What a row with a digest speaks of also must be older than `before`. One thread for each processor that may help. */
size_t host_survey(const struct host_row *rows, size_t count, const char *texts, int64_t before,
                   unsigned threads, bool *is_changed);

/* Bytes of a whole file, mapped for reading: an errno, or 0. An empty file is EINVAL. */
int host_map(const char *path, const void **bytes, size_t *size, int64_t *modified);
void host_unmap(const void *bytes, size_t size);

/* The order of two paths by their bytes, and the length of one. */
int host_compare(const char *one, const char *other);
size_t host_length(const char *path);

/* A checksum against damage, not against intent. */
uint64_t host_checksum(const void *bytes, size_t size);
