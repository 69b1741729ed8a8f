/* What this machine and this process are: names, clock, processors, terminal. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The words of an errno, "Permission denied". */
void host_error_text(int code, char *text, size_t size);
/* Lower-case system and processor architecture: "linux", "x86_64". */
int host_platform(char *system, char *architecture, size_t size);
int host_name(char *name, size_t size);
/* Processors this process may run on, at least 1. */
int host_processor_count(void);
/* Calls `work` once for each index below `count`, on at most `threads` threads of which this is one,
   and answers when all is done. What a thread that cannot be made would have done, the others do. */
void host_each(size_t count, int threads, void (*work)(void *context, size_t index), void *context);
/* Bytes of memory the machine has, 0 when it does not say. */
int64_t host_memory(void);
int host_process_id(void);
/* The clock on the wall, and its calendar in UTC. */
struct host_calendar { int year, month, day, hour, minute, second; };
void host_now(int64_t *seconds, int64_t *nanoseconds);
void host_calendar_of(int64_t seconds, struct host_calendar *calendar);
/* A clock that only goes forward, in nanoseconds. */
int64_t host_monotonic(void);
void host_sleep(int64_t nanoseconds);
bool host_may_execute(const char *path);
int host_current_folder(char *path, size_t size);
int host_enter_folder(const char *path);
bool host_is_terminal(int file);
/* Columns of the terminal at `file`, 0 when it is none. */
int host_terminal_width(int file);
/* Whether this process may write to the terminal at `file` without disturbing what runs before it:
   a shell's job in the background may not. */
bool host_is_in_foreground(int file);
/* A pipe whose reader is gone answers EPIPE from here on and kills nobody. */
void host_ignore_closed_pipes(void);
const char *host_variable(const char *name);
