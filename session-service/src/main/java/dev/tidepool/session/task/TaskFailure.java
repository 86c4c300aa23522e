package dev.tidepool.session.task;

/**
 * Why an attempt failed, as the task tells it.
 *
 * @param code of an {@link dev.tidepool.kernel.problem.ErrorCode}
 */
public record TaskFailure(String code, String detail) {}
