package cts.server.api;

import cts.server.account.Identity;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Who asks, noted at the request by {@link IdentityFilter} and handed to controllers that take it. */
final class Asking implements HandlerMethodArgumentResolver {
    private static final String ATTRIBUTE = Asking.class.getName();

    static void note(HttpServletRequest request, Identity identity) {
        request.setAttribute(ATTRIBUTE, identity);
    }

    static Optional<Identity> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getAttribute(ATTRIBUTE)).map(Identity.class::cast);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Identity.class
                || (parameter.getParameterType() == Optional.class
                        && parameter.nested().getNestedParameterType() == Identity.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer view,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Optional<Identity> asking = Optional.ofNullable(request.getNativeRequest(HttpServletRequest.class))
                .flatMap(Asking::of);
        if (parameter.getParameterType() == Optional.class) {
            return asking;
        }
        // The access table lets nobody unknown through to an endpoint that takes an identity.
        return asking.orElseThrow(() -> new IllegalStateException("nobody asks for " + parameter.getMethod()));
    }
}
