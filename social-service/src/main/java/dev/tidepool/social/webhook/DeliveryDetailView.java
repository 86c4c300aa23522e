package dev.tidepool.social.webhook;

/** One delivery that was asked for. */
record DeliveryDetailView(boolean success, String message, DeliveryView delivery) {

    static DeliveryDetailView of(Delivery delivery) {
        return new DeliveryDetailView(
                true, "It is sent now. GET the webhook's deliveries for what became of it.", DeliveryView.of(delivery));
    }
}
