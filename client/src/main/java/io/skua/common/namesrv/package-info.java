/** How an application can supply the addresses of the name servers by code of its own. */
@NullMarked
package io.skua.common.namesrv;

import org.jspecify.annotations.NullMarked;
