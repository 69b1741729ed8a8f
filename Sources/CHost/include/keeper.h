/* The keeper: a small process without threads that starts the commands of the stages and sees to it
   that none of their processes outlives its stage, the keeper, or the tool.

     assay ── keeper ──┬── warden ── command ── whatever the command starts
                       └── warden ── command ── …

   Every running command has a warden, forked by the keeper and used again for later commands, which
   adopts whatever the command's processes leave behind, also what has left its session, and ends
   all of it before it reports the command's end.
   Each learns from the closing of its socket that the one above is gone, however that happened:
   then everything below is killed at once. The command itself is killed by the kernel when its
   warden dies. What a killed warden leaves is adopted and killed by the keeper. */
#pragma once
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum host_request_kind { HOST_LAUNCH = 1, HOST_STOP = 2 };

/* What a command did with a path, added up. */
enum host_use {
  HOST_READ = 1,
  HOST_LOOKED_FOR = 2,
  HOST_LISTED = 4,
  HOST_WROTE = 8,
  HOST_MADE = 16,    /* wrote, and nothing was there before */
  HOST_NETWORK = 32, /* asked for the network: told of the working directory, and refused */
};

/* What the tool asks of the keeper; a launch is followed by `size` bytes: texts that each end in a
   NUL, namely the log, the temporary folder, the file for what the command was seen to do (empty:
   nobody looks), the arguments, the variables (NAME=value), and what a confined command may read and
   write. */
struct host_request {
  int64_t id;
  int64_t grace; /* nanoseconds from SIGTERM to SIGKILL */
  uint64_t size;
  uint32_t argument_count, variable_count;
  uint32_t readable_count, writable_count;
  bool is_confined; /* it must be observed too */
  enum host_request_kind kind;
};

enum host_outcome { HOST_EXITED = 1, HOST_SIGNALED, HOST_NOT_STARTED };

/* What kept a command from starting. */
enum host_step {
  HOST_STEP_PROGRAM,
  HOST_STEP_LOG,
  HOST_STEP_NOTE,
  HOST_STEP_PROCESS,
  HOST_STEP_SANDBOX
};

/* How a command ended, told when its tree is gone. */
struct host_ending {
  int64_t id;
  int64_t user, system;     /* microseconds of the whole tree */
  int64_t resident;         /* bytes, the most of any process of the tree */
  int64_t started, ended;   /* nanoseconds of the monotonic clock */
  int32_t value;            /* exit code, signal, or errno */
  int32_t unseen;           /* 0 when it was seen what the command did, else why not */
  int32_t unwritten;        /* 0, or why what was seen could not be written down */
  enum host_outcome outcome;
  enum host_step step;      /* for HOST_NOT_STARTED */
};

/* Forks a keeper that writes its notes into a folder; `*channel` is the tool's end of its socket. Keeper
   and wardens hold the open file `lock` for as long as they live; -1 for none. */
int host_keeper_start(const char *notes, int lock, int *channel, int *keeper);
/* Sends bytes to the keeper: EPIPE when it is gone. */
int host_keeper_send(int channel, const void *bytes, size_t size);
/* Closes the channel and waits until the keeper has ended everything. */
void host_keeper_end(int channel, int keeper);

enum host_news { HOST_NOTHING, HOST_ENDED, HOST_SIGNAL, HOST_KEEPER_LOST };

/* Waits for an ending or a signal to the tool until a time of the monotonic clock, or for ever when
   that is negative. When `other` (-1: none) can be read, that is the end of the wait too: HOST_NOTHING. */
enum host_news host_keeper_next(int channel, int other, int64_t until, struct host_ending *ending,
                                int *signal_number);

/* From here on SIGINT, SIGTERM and SIGHUP are told by host_keeper_next instead of ending the tool
   (one that was ignored stays so). Calls nest; the last end puts things back. */
int host_signals_begin(void);
void host_signals_end(void);
/* A signal that came and was not told yet; 0 when there is none. */
int host_next_signal(void);

int host_signal_process(int process, int signal_number);
