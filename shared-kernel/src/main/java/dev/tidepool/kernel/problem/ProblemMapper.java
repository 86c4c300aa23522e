package dev.tidepool.kernel.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.tidepool.kernel.log.RequestContext;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Writes every failure of a resource in the shape of the surface that was called. The one place that does. */
public class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    public Response problem(Problem problem, RoutingContext routing) {
        return respond(problem, routing);
    }

    @ServerExceptionMapper
    public Response malformed(JacksonException failure, RoutingContext routing) {
        return respond(ofJackson(failure), routing);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException failure, RoutingContext routing) {
        Problem problem = causeOf(failure, JacksonException.class)
                .map(ProblemMapper::ofJackson)
                .orElseGet(() -> ofStatus(failure.getResponse().getStatus(), routing));
        Response answer = respond(problem, routing);
        String allow = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthorized(RoutingContext routing) {
        return respond(Problem.unauthorized("Send a valid credential."), routing);
    }

    @ServerExceptionMapper(ForbiddenException.class)
    public Response forbidden(RoutingContext routing) {
        return respond(Problem.forbidden("Your roles do not allow this."), routing);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure, RoutingContext routing) {
        Optional<Problem> database = DatabaseProblem.of(failure);
        if (database.isPresent()) {
            LOG.warnf("event=database_unavailable path=%s reason=%s", RequestContext.path(routing), failure.toString());
            return respond(database.get(), routing);
        }
        LOG.errorf(failure, "event=request_failed path=%s", RequestContext.path(routing));
        return respond(
                Problem.of(CommonError.INTERNAL, "The request failed. Give the request id when you report it."),
                routing);
    }

    private static Response respond(Problem problem, RoutingContext routing) {
        String path = RequestContext.path(routing);
        ErrorSurface surface = ErrorSurface.ofPath(path);
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(surface.contentType())
                .entity(surface.body(problem, path, RequestContext.requestId(routing), Instant.now()));
        if (problem.members().get("retryAfter") instanceof Long seconds) {
            answer.header(HttpHeaders.RETRY_AFTER, seconds);
        }
        return answer.build();
    }

    private static Problem ofStatus(int status, RoutingContext routing) {
        CommonError code = CommonError.ofStatus(status);
        return Problem.of(
                code, code.title() + ": " + routing.request().method() + " " + RequestContext.path(routing) + ".");
    }

    private static <T extends Throwable> Optional<T> causeOf(Throwable failure, Class<T> type) {
        @Nullable Throwable cause = failure;
        while (cause != null) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** A record that refused a value threw a Problem inside Jackson: that one is the better answer. */
    private static Problem ofJackson(JacksonException failure) {
        return causeOf(failure, Problem.class).orElseGet(() -> ofJacksonItself(failure));
    }

    private static Problem ofJacksonItself(JacksonException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String field = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return Problem.invalidField(field, "The field " + field + " has a value of the wrong type or form.");
        }
        return Problem.of(CommonError.MALFORMED_JSON, "Send a body that is valid JSON of the documented shape.");
    }
}
