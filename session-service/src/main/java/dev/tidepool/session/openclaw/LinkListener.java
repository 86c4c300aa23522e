package dev.tidepool.session.openclaw;

/** Is told of the connection, on its own thread. */
interface LinkListener {

    /** There is a connection. What happened since the last one is not told. */
    void connected();

    /** Events were left out. */
    void missed();

    /** There is no connection any more. */
    void lost();

    void happened(Frame.Event event);
}
