package shop;

import org.apache.rocketmq.spring.annotation.ExtRocketMQTemplateConfiguration;
import org.apache.rocketmq.spring.core.RocketMQTemplate;

/** A second template with a producer of its own, whose requests are signed. */
@ExtRocketMQTemplateConfiguration(
    group = "signing-shop",
    accessKey = "shop-key",
    secretKey = "shop-secret")
public class SignedTemplate extends RocketMQTemplate {}
