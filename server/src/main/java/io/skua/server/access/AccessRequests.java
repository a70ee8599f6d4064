package io.skua.server.access;

import io.skua.net.Dispatcher;
import io.skua.net.Exchange;
import io.skua.net.RequestHandler;
import io.skua.net.RequestRefused;
import io.skua.wire.body.AclInfo;
import io.skua.wire.body.UserInfo;
import io.skua.wire.code.RequestCode;
import io.skua.wire.code.ResponseCode;
import io.skua.wire.frame.Frame;
import io.skua.wire.frame.RequestSignature;
import io.skua.wire.header.AclSubject;
import io.skua.wire.header.DeleteAcl;
import io.skua.wire.header.ListAcls;
import io.skua.wire.header.ListUsers;
import io.skua.wire.header.UserName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What administrators ask and change of users and permissions: requests 3001 to 3010 (protocol b
 * 12.4). Works without access control as well, to prepare it. On the loop.
 */
public final class AccessRequests implements RequestHandler {
  private final AccessBook book;
  private final boolean authentication;

  /**
   * Makes the handler.
   *
   * @param authentication whether it is known who asks
   */
  public AccessRequests(AccessBook book, boolean authentication) {
    this.book = book;
    this.authentication = authentication;
  }

  /** Adds itself for its codes. One object for all: it costs a start less than one each. */
  public void install(Dispatcher dispatcher) {
    for (int code = RequestCode.CREATE_USER; code <= RequestCode.LIST_ACLS; code++) {
      dispatcher.on(code, this);
    }
  }

  @Override
  public void handle(Frame request, Exchange exchange) {
    try {
      exchange.reply(answer(request));
    } catch (IllegalArgumentException e) {
      throw new RequestRefused(ResponseCode.INVALID_PARAMETER, String.valueOf(e.getMessage()));
    }
  }

  private Frame answer(Frame request) {
    return switch (request.code()) {
      case RequestCode.CREATE_USER -> createUser(request);
      case RequestCode.UPDATE_USER -> updateUser(request);
      case RequestCode.DELETE_USER -> deleteUser(request);
      case RequestCode.GET_USER -> getUser(request);
      case RequestCode.LIST_USERS -> listUsers(request);
      case RequestCode.CREATE_ACL, RequestCode.UPDATE_ACL -> changeAcl(request);
      case RequestCode.DELETE_ACL -> deleteAcl(request);
      case RequestCode.GET_ACL -> getAcl(request);
      case RequestCode.LIST_ACLS -> listAcls(request);
      default -> throw new IllegalArgumentException("code " + request.code() + " is not mine");
    };
  }

  private Frame createUser(Frame request) {
    User user = User.of(told(request));
    if (book.find(user.name()) != null) {
      throw refused("The user is existed");
    }
    return keep(request, null, user, "The super user can only be create by super user");
  }

  private Frame updateUser(Frame request) {
    UserInfo told = told(request);
    User old = existing(name(request));
    return keep(request, old, old.with(told), "The super user can only be update by super user");
  }

  private Frame keep(Frame request, @Nullable User old, User user, String refusal) {
    if (user.superUser() || (old != null && old.superUser())) {
      requireSuper(request, refusal);
    }
    book.put(book.table().with(user));
    return Frame.success();
  }

  private Frame deleteUser(Frame request) {
    User user = existing(name(request));
    if (user.superUser()) {
      requireSuper(request, "The super user can only be delete by super user");
    }
    book.put(book.table().without(user.name()));
    return Frame.success();
  }

  private Frame getUser(Frame request) {
    User user = book.find(name(request));
    return user == null
        ? Frame.success()
        : Frame.success().withBody(user.info(isSuper(request)).write());
  }

  private Frame listUsers(Frame request) {
    String part = orEmpty(request.header(ListUsers.WIRE).filter());
    boolean withPasswords = isSuper(request);
    List<UserInfo> users =
        book.table().users().values().stream()
            .filter(user -> user.name().contains(part))
            .map(user -> user.info(withPasswords))
            .toList();
    return Frame.success().withBody(UserInfo.writeAll(users));
  }

  private Frame changeAcl(Frame request) {
    String name = existing(subject(request)).name();
    AclInfo change = AclInfo.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    AccessTable table = book.table();
    book.put(table.with(name, table.permissionsOf(name).with(change)));
    return Frame.success();
  }

  private Frame deleteAcl(Frame request) {
    DeleteAcl header = request.header(DeleteAcl.WIRE);
    String name = existing(AccessTable.subject(header.subject())).name();
    AccessTable table = book.table();
    Permissions old = table.permissionsOf(name);
    if (old.isEmpty()) {
      throw refused("The acl is not exist.");
    }
    String resource = orEmpty(header.resource());
    Permissions left =
        resource.isBlank()
            ? Permissions.NONE
            : old.without(header.policyType(), Resource.parse(resource));
    book.put(table.with(name, left));
    return Frame.success();
  }

  private Frame getAcl(Frame request) {
    String name = existing(subject(request)).name();
    Permissions permissions = book.table().permissionsOf(name);
    return permissions.isEmpty()
        ? Frame.success()
        : Frame.success().withBody(permissions.info(name, "").write());
  }

  private Frame listAcls(Frame request) {
    ListAcls header = request.header(ListAcls.WIRE);
    String subjectPart = orEmpty(header.subjectFilter());
    String resourcePart = orEmpty(header.resourceFilter());
    List<AclInfo> acls =
        book.table().permissions().entrySet().stream()
            .map(each -> each.getValue().info(each.getKey(), resourcePart))
            .filter(acl -> !acl.policies().isEmpty())
            .filter(acl -> String.valueOf(acl.subject()).contains(subjectPart))
            .toList();
    return Frame.success().withBody(AclInfo.writeAll(acls));
  }

  private static String name(Frame request) {
    String name = request.header(UserName.WIRE).username();
    if (name.isBlank()) {
      throw new IllegalArgumentException("The username is blank");
    }
    return name;
  }

  /** The name of the header counts; the body says the rest. */
  private static UserInfo told(Frame request) {
    UserInfo body = UserInfo.parse(request.bodyArray(), request.bodyFrom(), request.bodyLength());
    return new UserInfo(name(request), body.password(), body.userType(), body.userStatus());
  }

  private static String subject(Frame request) {
    return AccessTable.subject(request.header(AclSubject.WIRE).subject());
  }

  private User existing(String name) {
    User user = book.find(name);
    if (user == null) {
      throw refused("The user is not exist: " + name);
    }
    return user;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private void requireSuper(Frame request, String remark) {
    if (!isSuper(request)) {
      throw refused(remark);
    }
  }

  /** Where it is not known who asks, everybody may prepare everything. */
  private boolean isSuper(Frame request) {
    if (!authentication) {
      return true;
    }
    String name = request.fields().find(RequestSignature.ACCESS_KEY);
    User asking = name == null ? null : book.find(name);
    return asking != null && asking.superUser();
  }

  private static RequestRefused refused(String remark) {
    return new RequestRefused(ResponseCode.NO_PERMISSION, remark);
  }
}
