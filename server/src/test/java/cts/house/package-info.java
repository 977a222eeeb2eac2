/**
 * Tests about the source itself: the dependency table of ARCHITECTURE.md and the rules every tracked file keeps.
 *
 * <p>Each rule is a function from a tree of files, or from compiled classes, to a list of sentences: empty when all is
 * well. So each rule has a test of its own that shows it a tree which breaks it. All of it runs on the test's thread.
 */
@NullMarked
package cts.house;

import org.jspecify.annotations.NullMarked;
