/**
 * The command line: arguments come in, results go to standard output, and every failure becomes one sentence on
 * standard error and a non-zero exit status.
 *
 * <p>One class per command, named {@code …Command}, listed in {@link cts.server.cli.Program}. What commands share is
 * mixed in: {@link cts.server.cli.Output} and {@link cts.server.cli.DataFolderOption}. A command throws; it never
 * prints an error, never asks a question and never calls {@code System.exit}.
 *
 * <p>Threads: a command runs on the thread that called {@link cts.server.cli.Program#run}.
 */
@NullMarked
package cts.server.cli;

import org.jspecify.annotations.NullMarked;
