package dev.tidepool.social.skill;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Ends an answer only when its reader has taken the bytes: until then they are in memory, and their place is held. */
@Provider
@Produces(Archive.ZIP)
public class ArchiveWriter implements ServerMessageBodyWriter<ArchiveContent> {

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
        return type == ArchiveContent.class;
    }

    @Override
    public void writeResponse(ArchiveContent content, Type generic, ServerRequestContext context) {
        ServerHttpResponse response = context.serverResponse();
        response.setResponseHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.zip().length));
        response.write(content.zip(), failure -> {
            if (failure == null) {
                response.end();
            }
        });
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == ArchiveContent.class;
    }

    @Override
    public void writeTo(
            ArchiveContent content,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(content.zip());
    }
}
