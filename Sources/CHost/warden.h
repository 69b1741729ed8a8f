/* The warden: watches one command at a time, and the next when nothing of the last is left. */
#pragma once

/* Takes requests from the socket to the keeper and answers each launch with a host_ending, until the
   keeper closes the socket, alive or dead: then what runs is killed. */
void keep_watch(int above, const char *notes);
