package cts.server.storage.audit;

/**
 * One claim and what was found.
 *
 * @param claim in the words of the report
 * @param test the test that fails when the claim stops to hold, as {@code Class#method}; empty if there is none
 */
public record AuditLine(String claim, Finding finding, String test) {}
