/* The system calls at which something can be made to happen. */
#ifndef CALLS_H
#define CALLS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* What a call does; a set of kinds is the sum of their values. */
enum kind {
  CHANGE = 1, /* changes a file of the project, or forces one to the disk */
  TALK = 2,   /* speaks with another process: starts it, sends, receives, waits */
  READ = 4,   /* reads or looks for a file of the project */
};

/* One call that is about to be made. */
struct call {
  uint64_t number;
  uint64_t arguments[6];
};

/* The kind of a call by a process, if it is of one of the kinds asked for, else 0. A change of what is
   no regular file, such as the terminal, is none; a read outside the working directory is none. */
int kind_of(pid_t process, const struct call *call, int kinds);

/* Whether the third argument is a number of bytes to be written. */
bool is_write(const struct call *call);

/* The name and the path of a call, for people. */
void describe(pid_t process, const struct call *call, char *text, size_t size);

#endif
