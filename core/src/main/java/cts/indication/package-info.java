/**
 * Indications: rules that watch the prices of one symbol and fire signals.
 *
 * <p>In: prices in order of event time. Out: the keys that fire. An {@link cts.indication.IndicationType} is one class,
 * found by itself; an {@link cts.indication.IndicationBoard} holds all keys of a symbol, fires on edges and keeps the
 * validation timeout. One thread owns a board and everything in it. All rules use the time of the data.
 */
@NullMarked
package cts.indication;

import org.jspecify.annotations.NullMarked;
