package cts.server.api;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The document of this interface, made when somebody first asks for it. */
@RestController
class OpenApiController {
    private final ObjectProvider<RequestMappingHandlerMapping> endpoints;
    private volatile Optional<byte[]> document = Optional.empty();

    OpenApiController(ObjectProvider<RequestMappingHandlerMapping> endpoints) {
        this.endpoints = endpoints;
    }

    @GetMapping("/v3/api-docs")
    @Summary("This document, in OpenAPI 3.1.")
    ResponseEntity<byte[]> document() {
        byte[] bytes = document.orElseGet(() -> Json.bytes(OpenApiDocument.of(endpoints.getObject())));
        document = Optional.of(bytes);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .body(bytes);
    }
}
