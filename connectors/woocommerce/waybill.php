<?php
/**
 * Plugin Name: Waybill for WooCommerce
 * Description: Sends every message that an order owes its customer, by Waybill. Connects with one link; keeps what could not be delivered and sends it again.
 * Version: 1.0.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * Requires Plugins: woocommerce
 * WC requires at least: 8.0
 * License: MIT
 * Text Domain: waybill
 *
 * @package Waybill
 */

defined( 'ABSPATH' ) || exit;

define( 'WAYBILL_VERSION', '1.0.0' );
define( 'WAYBILL_FILE', __FILE__ );

require_once __DIR__ . '/includes/class-waybill-connection.php';
require_once __DIR__ . '/includes/class-waybill-outbox.php';
require_once __DIR__ . '/includes/class-waybill-sender.php';
require_once __DIR__ . '/includes/class-waybill-webhooks.php';
require_once __DIR__ . '/includes/class-waybill-emails.php';
require_once __DIR__ . '/includes/class-waybill-account.php';
require_once __DIR__ . '/includes/class-waybill-settings.php';

register_activation_hook( __FILE__, array( 'Waybill_Outbox', 'create_table' ) );
register_deactivation_hook( __FILE__, array( 'Waybill_Sender', 'unschedule' ) );

// WooCommerce shows a warning for plugins that do not say that they work with its own order tables.
add_action(
	'before_woocommerce_init',
	function () {
		if ( class_exists( '\Automattic\WooCommerce\Utilities\FeaturesUtil' ) ) {
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', __FILE__, true );
		}
	}
);

Waybill_Sender::register();
Waybill_Webhooks::register();
Waybill_Emails::register();
Waybill_Account::register();
Waybill_Settings::register();
