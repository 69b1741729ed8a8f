/* What the processes of a command open, run, look for, list and write: told by the kernel before each
   call goes on (seccomp user notification), also of static programs, threads and failed calls.

   It observes and never decides: the path a call names is read from the caller's memory, which
   another thread may change meanwhile. What it cannot see is refused: calls of another architecture
   and io_uring answer ENOSYS. The filter implies that set-user-id programs gain nothing. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* In the new process, before it becomes the program: hands the listener to the warden over a socket
   and waits until that listens. Answers 0, or why nothing is observed; the command may run all the
   same. Where it is to be kept from the network it gets no sockets but those of this machine. */
int trace_begin(int socket, bool keeps_from_network);

/* In the warden: takes the listener over. Answers 0, or why there is none. */
int trace_take(int socket, int *listener);

/* Every path that was named so far, once each. */
struct sightings;
struct sightings *sightings_new(void);
void sightings_free(struct sightings *sightings);

/* Notes the calls that wait and lets them go on; false when no process is left that could make another. */
bool trace_serve(int listener, struct sightings *sightings);

/* Writes all paths below the working directory, and what was read outside of it, into a file made new:
   for each its uses as a decimal number, a blank, the path (absolute, or from the working directory
   on), and a NUL. */
int sightings_write(const struct sightings *sightings, const char *path);
