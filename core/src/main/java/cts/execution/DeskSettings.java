package cts.execution;

/** All settings of an order desk. Immutable; {@link OrderDesk#configure} takes new ones at once. */
public record DeskSettings(VolumeSettings volume, RiskSettings risk, DeskTimings timings) {

    /** Paper money with the default limits. */
    public static DeskSettings paperDefaults() {
        return new DeskSettings(VolumeSettings.paperDefaults(), RiskSettings.defaults("paper"), DeskTimings.defaults());
    }

    /** Real money on an exchange with its limits. */
    public static DeskSettings liveDefaults(String exchange) {
        return new DeskSettings(VolumeSettings.liveDefaults(), RiskSettings.defaults(exchange), DeskTimings.defaults());
    }
}
