/* What this machine and this process are: names, clock, processors, terminal. */
#define _GNU_SOURCE
#include "machine.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sched.h>
#endif

void host_error_text(int code, char *text, size_t size) {
#if defined(__GLIBC__)
  snprintf(text, size, "%s", strerror_r(code, text, size)); /* the GNU one answers a pointer */
#else
  if (strerror_r(code, text, size) != 0) snprintf(text, size, "error %d", code);
#endif
}

int host_platform(char *system, char *architecture, size_t size) {
  struct utsname names;
  if (uname(&names) < 0) return errno;
  for (char *c = names.sysname; *c; c++) *c = (char)tolower((unsigned char)*c);
  snprintf(system, size, "%s", names.sysname);
  snprintf(architecture, size, "%s", names.machine);
  return 0;
}

int host_name(char *name, size_t size) {
  name[0] = 0;
  int answer = gethostname(name, size) < 0 ? errno : 0;
  name[size - 1] = 0;
  return answer;
}

int host_processor_count(void) {
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : (int)count;
}

int64_t host_memory(void) {
  long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
  return pages < 0 || size < 0 ? 0 : (int64_t)pages * size;
}

int host_process_id(void) { return (int)getpid(); }

void host_now(int64_t *seconds, int64_t *nanoseconds) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  *seconds = now.tv_sec;
  *nanoseconds = now.tv_nsec;
}

void host_calendar_of(int64_t seconds, struct host_calendar *calendar) {
  struct tm parts = {0};
  time_t time = (time_t)seconds;
  gmtime_r(&time, &parts);
  *calendar = (struct host_calendar){parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                                     parts.tm_hour,        parts.tm_min,     parts.tm_sec};
}

int64_t host_monotonic(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

void host_sleep(int64_t nanoseconds) {
  struct timespec span = {nanoseconds / 1000000000LL, nanoseconds % 1000000000LL};
  nanosleep(&span, NULL); /* a signal may end it early: whoever sleeps asks again why it waits */
}

bool host_may_execute(const char *path) { return access(path, X_OK) == 0; }

int host_current_folder(char *path, size_t size) { return getcwd(path, size) ? 0 : errno; }

int host_enter_folder(const char *path) { return chdir(path) < 0 ? errno : 0; }

bool host_is_terminal(int file) { return isatty(file) == 1; }

int host_terminal_width(int file) {
  struct winsize window;
  return ioctl(file, TIOCGWINSZ, &window) == 0 ? window.ws_col : 0;
}

bool host_is_in_foreground(int file) {
  pid_t group = tcgetpgrp(file);
  return group < 0 || group == getpgrp(); /* not the terminal of this session: nobody is before it */
}

void host_ignore_closed_pipes(void) { signal(SIGPIPE, SIG_IGN); }

const char *host_variable(const char *name) { return getenv(name); }
