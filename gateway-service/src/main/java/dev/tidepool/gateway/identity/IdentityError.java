package dev.tidepool.gateway.identity;

import dev.tidepool.kernel.problem.ErrorCode;

enum IdentityError implements ErrorCode {
    INVITATION_INVALID(400, "The invitation is not valid"),
    WRONG_PASSWORD(403, "The password is wrong"),
    ACCOUNT_REQUIRED(403, "Only a person who has logged in may do this"),
    MEMBER_NOT_FOUND(404, "There is no such member"),
    INVITATION_NOT_FOUND(404, "There is no such invitation"),
    ORGANIZATION_NOT_FOUND(404, "There is no such organisation"),
    EMAIL_TAKEN(409, "The address has an account"),
    LAST_OWNER(409, "An organisation needs an owner"),
    TOO_MANY_MEMBERS(409, "The organisation has no room for another member");

    private final int status;
    private final String title;

    IdentityError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
