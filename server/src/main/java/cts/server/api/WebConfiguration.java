package cts.server.api;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The servlet, how bodies are read and written, and the dashboard behind everything that is not the interface. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
class WebConfiguration implements WebMvcConfigurer {
    @Override
    public void configureMessageConverters(ServerBuilder converters) {
        converters
                .disableDefaults()
                .withJsonConverter(new JacksonJsonHttpMessageConverter(Json.MAPPER))
                .addCustomConverter(new ByteArrayHttpMessageConverter());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new Asking());
    }

    @Override
    public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(new Failures());
    }

    @Bean
    DispatcherServlet dispatcherServlet(WebApplicationContext context) {
        return new DispatcherServlet(context);
    }

    @Bean
    ServletRegistrationBean<DispatcherServlet> servlet(DispatcherServlet dispatcher) {
        ServletRegistrationBean<DispatcherServlet> servlet = new ServletRegistrationBean<>(dispatcher, "/");
        servlet.setLoadOnStartup(1);
        return servlet;
    }

    @Bean
    DelegatingFilterProxyRegistrationBean securityFilter() {
        return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    }

    @Bean
    SimpleUrlHandlerMapping dashboard() {
        return new SimpleUrlHandlerMapping(Map.of("/**", new DashboardFiles()), Integer.MAX_VALUE);
    }

    /** Fails the start when an endpoint has no row in the access table, or a row no endpoint. */
    static void checkAccess(RequestMappingHandlerMapping endpoints) {
        TreeSet<String> found = new TreeSet<>(endpoints(endpoints));
        TreeSet<String> listed =
                AccessTable.ROWS.stream().map(AccessTable.Row::endpoint).collect(Collectors.toCollection(TreeSet::new));
        if (!found.equals(listed)) {
            TreeSet<String> difference = new TreeSet<>(found);
            difference.addAll(listed);
            difference.removeIf(endpoint -> found.contains(endpoint) && listed.contains(endpoint));
            throw new IllegalStateException("The access table and the endpoints differ: " + difference);
        }
    }

    /** Every endpoint as {@code GET /api/sets/{id}}. */
    static List<String> endpoints(RequestMappingHandlerMapping endpoints) {
        return endpoints.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .flatMap(pattern -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method.name() + " " + pattern)))
                .sorted()
                .toList();
    }
}
