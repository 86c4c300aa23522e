package dev.tidepool.local.suite;

import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.Ports;
import java.util.EnumMap;
import java.util.Map;

/** The loopback ports of one run. The gateway's is what was asked for; the others give way where one is taken. */
record Addresses(
        Map<Service, Integer> ports, Map<Service, Integer> managementPorts, int postgres, int redis, int solana) {
    private static final int POSTGRES = 15432;
    private static final int REDIS = 16379;
    private static final int SOLANA = 18899;

    static Addresses choose(Settings settings) {
        Ports free = new Ports();
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        Map<Service, Integer> managementPorts = new EnumMap<>(Service.class);
        ports.put(Service.GATEWAY, gateway(settings, free));
        for (Service service : Service.values()) {
            ports.computeIfAbsent(service, s -> free.choose(preferred(settings, s.defaultPort())));
            managementPorts.put(service, free.choose(preferred(settings, service.defaultManagementPort())));
        }
        return new Addresses(
                ports,
                managementPorts,
                free.choose(preferred(settings, POSTGRES)),
                free.choose(preferred(settings, REDIS)),
                free.choose(preferred(settings, SOLANA)));
    }

    String url(Service service) {
        return "http://127.0.0.1:" + ports.get(service);
    }

    String managementUrl(Service service) {
        return "http://127.0.0.1:" + managementPorts.get(service);
    }

    String solanaUrl() {
        return "http://127.0.0.1:" + solana;
    }

    private static int gateway(Settings settings, Ports free) {
        int chosen = free.choose(settings.port());
        if (!settings.onlyFreePorts() && chosen != settings.port()) {
            throw new LaunchFailure(
                    "Port " + settings.port() + ", where the gateway should listen, is taken by another program",
                    "stop that program, or choose another port: TIDEPOOL_PORT=" + chosen + " ./tidepool up");
        }
        return chosen;
    }

    private static int preferred(Settings settings, int port) {
        return settings.onlyFreePorts() ? 0 : port;
    }
}
