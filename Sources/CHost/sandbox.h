/* Confines a process, and all that it starts, to what a stage declares (Landlock, Linux 5.13; no
   privilege is needed).

   Of the project only the paths given can be read, executed and written; outside of it all can be
   read and executed, and nothing written but the temporary folder, /dev/shm and the harmless devices.
   What Landlock does not decide is left to the tracer: names and kinds of files can be asked for
   everywhere, folders can be listed. */
#pragma once

/* What a command may touch, all ended by a null pointer; paths from the working directory on. */
struct confines {
  char **readable; /* files, and folders with all in them */
  char **writable; /* files that stand, and folders in which anything may be made */
};

/* In the new process, before it becomes the program. Answers 0, or why it is not confined: ENOSYS or
   EOPNOTSUPP where the system has no Landlock. */
int sandbox_enter(const struct confines *confines, const char *temporary_folder, const char *log);
