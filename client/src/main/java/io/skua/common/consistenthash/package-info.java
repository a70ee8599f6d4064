/** Places on a ring, for choices that change little when a member comes or goes. */
@NullMarked
package io.skua.common.consistenthash;

import org.jspecify.annotations.NullMarked;
