<?php
/**
 * WooCommerce → Waybill: takes the connect link, shows what waits, and lets the shop choose which mails Waybill sends.
 *
 * @package Waybill
 */

defined( 'ABSPATH' ) || exit;

/** Every form carries a nonce, and everything needs the right to manage WooCommerce. */
final class Waybill_Settings {

	const RIGHT = 'manage_woocommerce';
	/** The key is shown once, within so many seconds of its making. */
	const KEY_SHOWN_S = 600;

	public static function register(): void {
		add_action( 'admin_menu', array( self::class, 'add_page' ) );
		add_action( 'admin_notices', array( self::class, 'notice' ) );
		foreach ( array( 'connect', 'kinds', 'key', 'send', 'disconnect' ) as $action ) {
			add_action( "admin_post_waybill_$action", array( self::class, $action ) );
		}
	}

	public static function add_page(): void {
		add_submenu_page( 'woocommerce', 'Waybill', 'Waybill', self::RIGHT, 'waybill', array( self::class, 'show' ) );
	}

	public static function connect(): void {
		self::must_be_allowed( 'connect' );
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput.InputNotSanitized -- A secret is taken as it is; of_link checks its form.
		$link = isset( $_POST['link'] ) ? trim( wp_unslash( $_POST['link'] ) ) : '';
		if ( ! Waybill_Connection::save( $link ) ) {
			self::back( 'no_link' );
		}
		Waybill_Webhooks::make( Waybill_Connection::current(), ! empty( $_POST['stock'] ) );
		Waybill_Emails::ask();
		self::back( 'connected' );
	}

	public static function kinds(): void {
		self::must_be_allowed( 'kinds' );
		$kinds = isset( $_POST['kinds'] ) && is_array( $_POST['kinds'] ) ? array_map( 'sanitize_key', wp_unslash( $_POST['kinds'] ) ) : array();
		Waybill_Emails::save( $kinds );
		Waybill_Emails::ask();
		self::back( 'saved' );
	}

	/** A key of WooCommerce's API, to read only: with it Waybill asks each night for orders whose webhook never came. */
	public static function key(): void {
		self::must_be_allowed( 'key' );
		set_transient( 'waybill_key_' . get_current_user_id(), self::make_key(), self::KEY_SHOWN_S );
		self::back( 'key' );
	}

	public static function send(): void {
		self::must_be_allowed( 'send' );
		Waybill_Sender::drain();
		self::back( 'sent' );
	}

	/** Waybill hears nothing more, and WooCommerce sends all mails itself again. */
	public static function disconnect(): void {
		self::must_be_allowed( 'disconnect' );
		Waybill_Webhooks::remove();
		delete_option( Waybill_Connection::OPTION );
		self::back( 'disconnected' );
	}

	/** `<host and path>:<consumer key>:<consumer secret>`, as Waybill keeps it. */
	public static function make_key(): string {
		global $wpdb;
		$key    = 'ck_' . wc_rand_hash();
		$secret = 'cs_' . wc_rand_hash();
		$wpdb->insert(
			$wpdb->prefix . 'woocommerce_api_keys',
			array(
				'user_id'         => get_current_user_id(),
				'description'     => 'Waybill',
				'permissions'     => 'read',
				'consumer_key'    => wc_api_hash( $key ),
				'consumer_secret' => $secret,
				'truncated_key'   => substr( $key, -7 ),
			)
		);
		return preg_replace( '~^https?://~', '', untrailingslashit( home_url() ) ) . ":$key:$secret";
	}

	/** Shown while something waits for longer than an hour. */
	public static function notice(): void {
		$oldest = current_user_can( self::RIGHT ) && null !== Waybill_Connection::current() ? Waybill_Outbox::state()['oldest'] : null;
		if ( null !== $oldest && $oldest < time() - HOUR_IN_SECONDS ) {
			echo '<div class="notice notice-warning"><p>' . esc_html( sprintf( /* translators: %s: a span of time */ __( 'Waybill cannot be reached: orders wait since %s. Nothing is lost; see WooCommerce → Waybill.', 'waybill' ), human_time_diff( $oldest ) ) ) . '</p></div>';
		}
	}

	public static function show(): void {
		$connection = Waybill_Connection::current();
		echo '<div class="wrap"><h1>Waybill</h1>';
		self::show_message();
		echo '<h2>' . esc_html__( 'Connection', 'waybill' ) . '</h2>';
		self::form_begins( 'connect' );
		if ( null !== $connection ) {
			echo '<p>' . esc_html( sprintf( /* translators: 1: name of the shop, 2: an address */ __( 'Connected as %1$s at %2$s.', 'waybill' ), $connection->shop, $connection->origin ) ) . '</p>';
		}
		echo '<p><label for="waybill-link">' . esc_html__( 'Connect link', 'waybill' ) . '</label><br><input id="waybill-link" name="link" type="password" class="large-text" autocomplete="off" placeholder="https://…/hooks/…/woocommerce#…"></p>';
		echo '<p><label><input type="checkbox" name="stock" value="1"' . checked( isset( Waybill_Webhooks::ids()['product.updated'] ), true, false ) . '> ' . esc_html__( 'Send stock as well', 'waybill' ) . '</label></p>';
		self::form_ends( null === $connection ? __( 'Connect', 'waybill' ) : __( 'Connect anew', 'waybill' ) );
		if ( null !== $connection ) {
			self::show_connected( $connection );
		}
		echo '</div>';
	}

	private static function show_connected( Waybill_Connection $connection ): void {
		$state = Waybill_Outbox::state();
		echo '<h2>' . esc_html__( 'Deliveries', 'waybill' ) . '</h2><p>';
		echo esc_html(
			0 === $state['waiting']
				? __( 'Nothing waits.', 'waybill' )
				/* translators: 1: a number, 2: a span of time */
				: sprintf( __( '%1$d wait, the oldest for %2$s.', 'waybill' ), $state['waiting'], human_time_diff( (int) $state['oldest'] ) )
		);
		if ( $state['refused'] > 0 ) {
			/* translators: %d: a number */
			echo ' ' . esc_html( sprintf( __( '%d were refused.', 'waybill' ), $state['refused'] ) );
		}
		echo null === $state['error'] ? '</p>' : '</p><p><code>' . esc_html( $state['error'] ) . '</code></p>';
		self::form_begins( 'send' );
		self::form_ends( __( 'Send now', 'waybill' ) );

		echo '<h2>' . esc_html__( 'Mails that Waybill sends instead of WooCommerce', 'waybill' ) . '</h2>';
		self::form_begins( 'kinds' );
		foreach ( Waybill_Emails::REPLACED as $kind => $mails ) {
			echo '<p><label><input type="checkbox" name="kinds[]" value="' . esc_attr( $kind ) . '"' . checked( in_array( $kind, Waybill_Emails::kinds(), true ), true, false ) . '> <code>' . esc_html( $kind ) . '</code> ' . esc_html( implode( ', ', $mails ) ) . '</label>' . ( in_array( $kind, Waybill_Emails::held(), true ) ? ' <em>' . esc_html__( 'Switched off or in shadow mode at Waybill: WooCommerce sends its own.', 'waybill' ) . '</em>' : '' ) . '</p>';
		}
		self::form_ends( __( 'Save', 'waybill' ) );

		echo '<h2>' . esc_html__( 'Key for orders whose webhook never came', 'waybill' ) . '</h2>';
		$key = get_transient( 'waybill_key_' . get_current_user_id() );
		if ( is_string( $key ) ) {
			delete_transient( 'waybill_key_' . get_current_user_id() );
			echo '<p>' . esc_html__( 'Shown once. Give it to Waybill:', 'waybill' ) . '</p><p><code>' . esc_html( "deno task shop rotate {$connection->shop} --source woocommerce.token --secret woocommerce.token=$key" ) . '</code></p>';
		}
		self::form_begins( 'key' );
		self::form_ends( __( 'Make a key', 'waybill' ) );
		self::form_begins( 'disconnect' );
		self::form_ends( __( 'Disconnect', 'waybill' ) );
	}

	private static function show_message(): void {
		$messages = array(
			'connected'    => __( 'Connected: the webhooks are made.', 'waybill' ),
			'no_link'      => __( 'That is no connect link: https://…/hooks/…/woocommerce#…', 'waybill' ),
			'saved'        => __( 'Saved.', 'waybill' ),
			'sent'         => __( 'What was due has been tried.', 'waybill' ),
			'disconnected' => __( 'Disconnected: WooCommerce sends all mails itself.', 'waybill' ),
		);
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- Only chooses one of the messages above.
		$name = isset( $_GET['waybill'] ) ? sanitize_key( wp_unslash( $_GET['waybill'] ) ) : '';
		if ( isset( $messages[ $name ] ) ) {
			echo '<div class="notice notice-info"><p>' . esc_html( $messages[ $name ] ) . '</p></div>';
		}
	}

	private static function form_begins( string $action ): void {
		echo '<form method="post" action="' . esc_url( admin_url( 'admin-post.php' ) ) . '"><input type="hidden" name="action" value="waybill_' . esc_attr( $action ) . '">';
		wp_nonce_field( "waybill_$action" );
	}

	private static function form_ends( string $label ): void {
		submit_button( $label, 'secondary', 'submit', false );
		echo '</form>';
	}

	private static function must_be_allowed( string $action ): void {
		if ( ! current_user_can( self::RIGHT ) ) {
			wp_die( esc_html__( 'You may not do this.', 'waybill' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( "waybill_$action" );
	}

	private static function back( string $message ): void {
		wp_safe_redirect( admin_url( "admin.php?page=waybill&waybill=$message" ) );
		exit;
	}
}
