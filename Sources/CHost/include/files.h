/* Files as the kernel gives them: every call answers 0 or an errno, never -1, so that no Swift code
   can run between a failure and the reading of its cause. Interrupted calls are made again. */
#pragma once
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum host_kind { HOST_FILE, HOST_FOLDER, HOST_LINK, HOST_OTHER };

struct host_status {
  uint64_t device, inode, size;
  int64_t modified, changed; /* nanoseconds since 1970 */
  uint32_t permissions;      /* the lower twelve bits of the mode */
  enum host_kind kind;
};

/* The folder that stands for "relative to the working directory" in all calls below. */
extern const int HOST_HERE;

int host_status_at(int folder, const char *path, bool following, struct host_status *status);
int host_status_of(int file, struct host_status *status);

int host_open_reading(int folder, const char *path, int *file);
int host_open_folder(int folder, const char *path, int *file);
/* Made new; EEXIST when something stands there. */
int host_open_new(int folder, const char *path, uint32_t permissions, int *file);
/* Opened at its end for reading and adding, made when missing. */
int host_open_adding(const char *path, int *file);
/* A pipe or a device, opened for adding only: its reader is another process. Waits for the reader. */
int host_open_sending(const char *path, int *file);
/* Opened for reading and writing, made when missing. */
int host_open_updating(const char *path, int *file);
/* A folder below `root` that is reached without a symbolic link and without leaving `root`
   (ELOOP or ENOTDIR, EXDEV otherwise). `path` is relative; "" and "." are the root itself. */
int host_open_beneath(int root, const char *path, int *folder);
/* The same where the kernel has no openat2, a name at a time; `..` is refused. */
int host_open_beneath_by_steps(int root, const char *path, int *folder);
/* A file made new below the working directory, reached as host_open_beneath reaches a folder. */
int host_open_new_beneath(const char *path, uint32_t permissions, int *file);
void host_close(int file);

/* At most `size` bytes; `*count` is 0 at the end of the file. */
int host_read(int file, void *bytes, size_t size, size_t *count);
int host_read_at(int file, uint64_t offset, void *bytes, size_t size, size_t *count);
/* One write; fewer bytes than asked may go through. Waits when the file cannot take any now. */
int host_write(int file, const void *bytes, size_t size, size_t *count);
int host_write_all(int file, const void *bytes, size_t size);
int host_truncate(int file, uint64_t size);
/* Makes an empty file share the blocks of another: EOPNOTSUPP, EXDEV, EINVAL... when it cannot. */
int host_clone(int from, int to);

int host_rename(int from_folder, const char *from, int to_folder, const char *to);
int host_remove_file(int folder, const char *path);
int host_remove_tree(int folder, const char *path);
/* Removes a folder that holds nothing: ENOTEMPTY otherwise. */
int host_remove_folder(int folder, const char *path);
int host_make_folder(int folder, const char *path);
int host_make_private_folder(const char *path);
int host_make_link(const char *text, int folder, const char *path);
int host_link_text(int folder, const char *path, char *text, size_t size, size_t *count);
int host_set_permissions(int folder, const char *path, uint32_t permissions);
int host_make_temporary_folder(char *template);
int host_sync_filesystem(int file);
/* 0, or EWOULDBLOCK when another process holds it. Let go of when every copy of `file` is closed. */
int host_try_lock(int file);

/* The names in a folder, one after another; `*name` is NULL after the last. */
struct host_listing;
int host_list(int folder, const char *path, struct host_listing **listing);
int host_next_name(struct host_listing *listing, const char **name, size_t *length,
                   enum host_kind *kind);
void host_end_listing(struct host_listing *listing);
