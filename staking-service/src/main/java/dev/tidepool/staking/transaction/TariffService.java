package dev.tidepool.staking.transaction;

import dev.tidepool.staking.order.ServiceFee;
import dev.tidepool.staking.order.Tariff;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** What the operator's settings add to a transaction. Does not start with settings that would charge amiss. */
@Startup
@ApplicationScoped
class TariffService {

    private final TransactionConfig config;
    private final Optional<ServiceFee> serviceFee;

    TariffService(TransactionConfig config, ServiceFeeConfig fee) {
        this.config = config;
        this.serviceFee = serviceFee(fee);
    }

    Tariff tariff() {
        return new Tariff(config.computeUnitMarginPercent(), serviceFee);
    }

    /** Whose balance must be known, since it must not be left below its rent. */
    Optional<PublicKey> account() {
        return serviceFee.map(ServiceFee::account);
    }

    private static Optional<ServiceFee> serviceFee(ServiceFeeConfig config) {
        if (config.basisPoints() == 0) {
            return Optional.empty();
        }
        String account = config.account()
                .orElseThrow(() -> new IllegalArgumentException(
                        "tidepool.staking.service-fee.account: give the address of the wallet that gets the fee"));
        return Optional.of(new ServiceFee(config.basisPoints(), wallet(account), Lamports.of(config.max())));
    }

    private static PublicKey wallet(String address) {
        try {
            PublicKey wallet = PublicKey.parse(address);
            if (wallet.onCurve()) {
                return wallet;
            }
        } catch (IllegalArgumentException noAddress) {
            throw new IllegalArgumentException("tidepool.staking.service-fee.account is no address", noAddress);
        }
        throw new IllegalArgumentException("tidepool.staking.service-fee.account has no private key: " + address);
    }
}
