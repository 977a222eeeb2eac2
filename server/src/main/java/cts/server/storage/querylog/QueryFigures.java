package cts.server.storage.querylog;

import java.util.Optional;

/**
 * What one statement cost over a span of time. Durations are microseconds, from the first byte sent to the last row read.
 *
 * @param digest 16 hexadecimal digits, the same for the same statement with other values
 * @param statement its text with values as question marks
 * @param runs executions, the failed ones included; a batch is one
 * @param failures executions that failed
 * @param rows rows read or written
 * @param totalUs sum of all durations
 * @param p50Us half of the executions took no longer; within 1 %
 * @param p99Us 99 of 100 executions took no longer; within 1 %
 * @param maxUs the longest execution; within 1 %
 * @param plan how the database went about a run that took too long, if there was one
 */
public record QueryFigures(
        String digest,
        String statement,
        long runs,
        long failures,
        long rows,
        long totalUs,
        long p50Us,
        long p99Us,
        long maxUs,
        Optional<String> plan) {}
