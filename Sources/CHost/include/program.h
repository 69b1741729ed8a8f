/* Runs a program that answers a question and ends at once. */
#pragma once
#include <stddef.h>

/* Starts a program by its path, without input and error output; `*output` is the end of
   a pipe that gives what it prints. The arguments lie one behind the other. Answers an errno. */
int host_program_start(char *arguments, size_t count, int *process, int *output);
/* Waits for its end; answers its exit code, or 128 and the signal. */
int host_program_end(int process);

/* Runs a program, looked for in PATH, to its end, as a person would: it has the terminal, so that it can ask
   for a passphrase, and all variables. It reads one file and prints, errors too, into another that is made
   new. `*ending` is its exit code, or 128 and the signal. Answers an errno. */
int host_program_run(char *arguments, size_t count, const char *input, const char *output, int *ending);
