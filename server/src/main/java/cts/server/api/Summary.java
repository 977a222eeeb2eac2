package cts.server.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says, for the document of the interface, what an endpoint does; the rest of the document is read off the code. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Summary {
    /** One sentence. */
    String value();

    /** What {@code data} of the answer is, where the method's type does not tell. */
    Class<?> data() default Void.class;

    /** The fields of the JSON object that is sent. */
    Field[] body() default {};

    /** What the answer is written in. */
    String media() default "application/json";

    /** A field of a body. */
    @Target({})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Field {
        String name();

        /** As JSON Schema calls it: string, boolean, integer, number. */
        String type() default "string";

        /** What it is. */
        String text();

        /** Whether it may be left out. */
        boolean optional() default false;
    }
}
