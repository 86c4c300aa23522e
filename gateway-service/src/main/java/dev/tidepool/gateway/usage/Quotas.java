package dev.tidepool.gateway.usage;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a month's allowances are and how much of them is used.
 *
 * @param month in UTC
 */
record Quotas(YearMonth month, Instant resetsAt, List<Quota> quotas) {

    Quotas {
        quotas = List.copyOf(quotas);
    }

    /** @param used empty where the allowance is not the organisation's as a whole */
    record Quota(String name, long limit, OptionalLong used) {

        Quota {
            if (name.isBlank() || limit < 0) {
                throw new IllegalArgumentException("not a quota: " + name + " " + limit);
            }
        }
    }

    /** @throws RuntimeException for what is not the service's answer */
    static Quotas parse(Buffer body) {
        JsonObject json = new JsonObject(body);
        JsonArray array = json.getJsonArray("quotas");
        List<Quota> quotas = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonObject quota = array.getJsonObject(i);
            Long used = quota.getLong("used");
            quotas.add(new Quota(
                    quota.getString("name"),
                    quota.getLong("limit"),
                    used == null ? OptionalLong.empty() : OptionalLong.of(used)));
        }
        return new Quotas(YearMonth.parse(json.getString("month")), Instant.parse(json.getString("resetsAt")), quotas);
    }
}
