package cts.indication;

import java.util.List;

/**
 * One kind of indication. An implementation is a public class with a public constructor without parameters, annotated
 * {@code @AutoService(IndicationType.class)}; nothing else has to name it.
 *
 * <p>Stateless; may be used by any thread. Its rules belong to one.
 */
public interface IndicationType {

    /** As on the command line and in files: lower case, one word. */
    String name();

    /** The parameter values of the main engine, in order. */
    List<Parameters> defaults();

    /**
     * A rule that follows one symbol.
     *
     * @param history what the rules of the symbol share; prices reach it before {@code holds} is asked
     * @throws IllegalArgumentException when the parameters are not possible
     */
    IndicationRule rule(Parameters parameters, SymbolHistory history);
}
