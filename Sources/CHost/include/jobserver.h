/* The tokens that `make -j` gives out: bytes in a pipe, or in a named one, that many programs share. */
#pragma once

/* Opens both ends of the pipe that two paths lead to, each anew: nothing that is set on them touches
   what others hold. Neither read nor write waits. ENXIO when nobody has it open to read, EINVAL when
   the paths are not of one and the same pipe. */
int host_jobserver_open(const char *reading, const char *writing, int *reader, int *writer);
