package cts.server.runtime;

import cts.exchange.ExchangeEvent;
import cts.exchange.ExchangeEventCodec;
import cts.market.Tick;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Something that enters an engine's loop from outside. The journal holds them all; applied in their order to the same
 * snapshot they give the same state.
 */
sealed interface LoopRecord {

    /** A trade; {@code number} is its place in the feed. */
    record Trade(long number, Tick tick) implements LoopRecord {}

    /** The intent of an order is durable. */
    record IntentDurable(String orderId) implements LoopRecord {}

    /** The intent of an order was refused. */
    record IntentFailed(String orderId, String why) implements LoopRecord {}

    /** The exchange said something. */
    record ExchangeSaid(ExchangeEvent event) implements LoopRecord {}

    /** A command; {@code argument} is the fencing epoch of a start, else 0; {@code cause} of a move is the installation. */
    record Command(Kind kind, long argument, String cause) implements LoopRecord {}

    /** What can be commanded. */
    enum Kind {
        START,
        RECOVER,
        STOP,
        PAUSE,
        RESUME,
        EMERGENCY_KEEP,
        EMERGENCY_CLOSE,
        MOVE
    }

    /** As the journal keeps it. */
    default byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(40);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (this) {
                case Trade trade -> {
                    out.writeByte(0);
                    out.writeLong(trade.number);
                    out.writeLong(trade.tick.time());
                    out.writeDouble(trade.tick.price());
                    out.writeDouble(trade.tick.size());
                }
                case IntentDurable durable -> {
                    out.writeByte(1);
                    out.writeUTF(durable.orderId);
                }
                case IntentFailed failed -> {
                    out.writeByte(2);
                    out.writeUTF(failed.orderId);
                    out.writeUTF(failed.why);
                }
                case Command command -> {
                    out.writeByte(3);
                    out.writeUTF(command.kind.name());
                    out.writeLong(command.argument);
                    out.writeUTF(command.cause);
                }
                case ExchangeSaid said -> {
                    out.writeByte(4);
                    ExchangeEventCodec.save(said.event, out);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads {@link #bytes}. */
    static LoopRecord of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int kind = in.readByte();
            return switch (kind) {
                case 0 -> new Trade(in.readLong(), new Tick(in.readLong(), in.readDouble(), in.readDouble()));
                case 1 -> new IntentDurable(in.readUTF());
                case 2 -> new IntentFailed(in.readUTF(), in.readUTF());
                case 3 -> new Command(Kind.valueOf(in.readUTF()), in.readLong(), in.readUTF());
                case 4 -> new ExchangeSaid(ExchangeEventCodec.load(in));
                default ->
                    throw new IllegalStateException(
                            "the journal holds a record of kind " + kind + ", which this version does not know.");
            };
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
