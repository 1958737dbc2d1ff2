#pragma once
#include <sys/types.h>

/* Calls of glibc that Swift does not import, because they are behind _GNU_SOURCE. */

/*
 * Starts a program, found at this path, in a process group of its own.
 *
 * It starts in `folder` (NULL: where the caller is), with the descriptor `input` as standard input
 * and `output` as standard output and standard error, no other descriptor, no blocked signal, and
 * SIGHUP, SIGINT, SIGQUIT, SIGTERM and SIGPIPE as they are by default.
 *
 * Returns 0, or an error number. Keeps no pointer.
 */
int lip_spawn(pid_t *process, const char *program, char *const arguments[],
              char *const environment[], const char *folder, int input, int output);

/* Makes a pipe that no started program inherits: ends[0] is read without waiting, ends[1] written.
 * Returns 0, or -1 with errno. */
int lip_pipe(int ends[2]);

/* Makes a file without a name, in memory, that no started program inherits.
 * Returns its descriptor, or -1 with errno. */
int lip_memory_file(void);
