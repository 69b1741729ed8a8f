/* The descendants of a process, as /proc shows them. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Sends a signal to every descendant of `root`, but not to the processes in `spared` and below;
   answers how many there are, those included that ended and were not waited for. */
size_t signal_descendants(pid_t root, int signal_number, const pid_t *spared, size_t spared_count);

/* A process's parent, and when it started in the kernel's ticks: with its id that names it for good.
   False when there is no such process. */
bool origin_of_process(pid_t process, pid_t *parent, unsigned long long *start);
