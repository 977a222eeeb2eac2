package cts.engine;

import cts.promotion.VerdictListener;
import cts.pseudo.PseudoListener;

/** Hears what happens in the virtual trading of a symbol: signals, openings, exits and verdicts, in order. */
public interface VirtualListener extends PseudoListener, VerdictListener {

    /**
     * An indication fired.
     *
     * @param strength from 0 to 1
     */
    void fired(int key, long time, double strength);
}
