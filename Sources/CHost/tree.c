/* The descendants of a process, as /proc shows them. One pass over all processes costs some
   milliseconds and is made only when something has to be ended; whoever must be sure that nothing
   is left asks again until wait says there is no child any more. */
#define _GNU_SOURCE
#include "tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct kinship {
  pid_t process, parent;
  bool chosen;
};

bool origin_of_process(pid_t process, pid_t *parent, unsigned long long *start) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t size = read(file, text, sizeof text - 1);
  close(file);
  if (size <= 0) return false;
  text[size] = 0;
  const char *rest = strrchr(text, ')'); /* the name before it may hold anything */
  int above;
  if (!rest || sscanf(rest + 1,
                      " %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
                      &above, start) != 2)
    return false;
  *parent = above;
  return true;
}

/* Every process of the machine with its parent; the caller frees it. */
static struct kinship *all_processes(size_t *count) {
  size_t room = 0;
  struct kinship *list = NULL;
  *count = 0;
  DIR *folder = opendir("/proc");
  if (!folder) return NULL;
  for (struct dirent *entry; (entry = readdir(folder));) {
    pid_t process = (pid_t)strtol(entry->d_name, NULL, 10), parent;
    unsigned long long start;
    if (process <= 0 || !origin_of_process(process, &parent, &start)) continue;
    if (*count == room) {
      struct kinship *larger = realloc(list, (room = 2 * room + 256) * sizeof *list);
      if (!larger) break;
      list = larger;
    }
    list[(*count)++] = (struct kinship){process, parent, false};
  }
  closedir(folder);
  return list;
}

static bool is_among(pid_t process, const pid_t *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (list[i] == process) return true;
  return false;
}

static bool is_chosen(pid_t process, const struct kinship *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (list[i].process == process) return list[i].chosen;
  return false;
}

size_t signal_descendants(pid_t root, int signal_number, const pid_t *spared, size_t spared_count) {
  size_t count, signalled = 0;
  struct kinship *list = all_processes(&count);
  for (bool grown = true; grown;) {
    grown = false;
    for (size_t i = 0; i < count; i++) {
      struct kinship *one = &list[i];
      if (one->chosen || is_among(one->process, spared, spared_count)) continue;
      if (one->parent != root && !is_chosen(one->parent, list, count)) continue;
      one->chosen = grown = true;
      kill(one->process, signal_number);
      signalled++;
    }
  }
  free(list);
  return signalled;
}
