<?php

use PHPUnit\Framework\TestCase;

/** The plugin in a real WordPress; WooCommerce is a stand-in whose hooks the tests fire. */
final class WaybillTest extends TestCase {

	const LINK = 'https://waybill.example/hooks/kontor/woocommerce#a-long-random-text-for-tests';

	/** @var array{0:string,1:array}[] What was posted. */
	private $posted = array();
	/** @var int|WP_Error|callable */
	private $answer = 202;
	/** @var string Body of every answer. */
	private $said = 'no';

	protected function setUp(): void {
		global $wpdb;
		$wpdb->query( 'DELETE FROM ' . Waybill_Outbox::table() );
		WC_Webhook::$all = array();
		foreach ( array( 'waybill_connection', 'waybill_webhooks', 'waybill_kinds', 'waybill_held' ) as $option ) {
			delete_option( $option );
		}
		delete_transient( 'waybill_webhooks_seen' );
		wp_clear_scheduled_hook( Waybill_Sender::HOOK );
		add_filter( 'pre_http_request', array( $this, 'wire' ), 10, 3 );
	}

	protected function tearDown(): void {
		remove_filter( 'pre_http_request', array( $this, 'wire' ), 10 );
	}

	public function wire( $_, $arguments, $url ) {
		$this->posted[] = array( $url, $arguments );
		$answer         = is_callable( $this->answer ) ? ( $this->answer )( $arguments ) : $this->answer;
		if ( $answer instanceof WP_Error ) {
			return $answer;
		}
		return array( 'response' => array( 'code' => $answer, 'message' => '' ), 'body' => $this->said, 'headers' => array(), 'cookies' => array() );
	}

	private function connect(): void {
		Waybill_Connection::save( self::LINK );
		Waybill_Webhooks::make( Waybill_Connection::current(), false );
	}

	/** As WC_Webhook::deliver() says after each delivery. */
	private function delivered( string $topic, string $body, $response, int $order = 9 ): void {
		$headers = array( 'X-WC-Webhook-Topic' => $topic, 'X-WC-Webhook-Signature' => 'old' );
		do_action( 'woocommerce_webhook_delivery', array( 'body' => $body, 'headers' => $headers ), $response, 0.1, $order, Waybill_Webhooks::ids()[ $topic ] );
	}

	private function failure( int $status = 503 ): array {
		return array( 'response' => array( 'code' => $status, 'message' => '' ), 'body' => '', 'headers' => array() );
	}

	private function waiting(): int {
		return Waybill_Outbox::state()['waiting'];
	}

	/** @dataProvider links */
	public function test_a_connect_link_is_taken_apart_or_refused( string $link, ?array $parts ): void {
		$connection = Waybill_Connection::of_link( $link );
		$this->assertSame( $parts, null === $connection ? null : array( $connection->url, $connection->shop, $connection->secret ) );
	}

	public function links(): array {
		$secret = 'a-long-random-text-for-tests';
		return array(
			'a link'             => array( self::LINK, array( 'https://waybill.example/hooks/kontor/woocommerce', 'kontor', $secret ) ),
			'this machine'       => array( "http://localhost:8787/hooks/demo/woocommerce#$secret", array( 'http://localhost:8787/hooks/demo/woocommerce', 'demo', $secret ) ),
			'without TLS'        => array( "http://waybill.example/hooks/kontor/woocommerce#$secret", null ),
			'a host like it'     => array( "http://localhost.example/hooks/kontor/woocommerce#$secret", null ),
			'another source'     => array( "https://waybill.example/hooks/kontor/standard#$secret", null ),
			'without a secret'   => array( 'https://waybill.example/hooks/kontor/woocommerce', null ),
			'a short secret'     => array( 'https://waybill.example/hooks/kontor/woocommerce#short', null ),
			'two lines'          => array( "https://waybill.example/hooks/kontor/woocommerce#$secret\nX: y", null ),
			'a script'           => array( 'javascript:alert(1)', null ),
		);
	}

	public function test_a_text_that_is_no_link_leaves_the_connection_as_it_was(): void {
		$this->connect();
		$this->assertFalse( Waybill_Connection::save( 'https://elsewhere.example' ) );
		$this->assertSame( 'kontor', Waybill_Connection::current()->shop );
	}

	public function test_connecting_makes_one_active_webhook_for_each_topic_and_connecting_anew_makes_no_more(): void {
		$this->connect();
		$this->connect();
		$made = array_map( function ( $webhook ) {
			return array( $webhook->get_topic(), $webhook->get_status(), $webhook->get_delivery_url(), $webhook->get_secret(), $webhook->get_api_version() );
		}, array_values( WC_Webhook::$all ) );
		$this->assertSame( array_map( function ( $topic ) {
			return array( $topic, 'active', 'https://waybill.example/hooks/kontor/woocommerce', 'a-long-random-text-for-tests', 'wp_api_v3' );
		}, Waybill_Webhooks::TOPICS ), $made );
	}

	public function test_stock_is_sent_where_the_shop_wants_it_and_no_longer_where_it_does_not(): void {
		$this->connect();
		Waybill_Webhooks::make( Waybill_Connection::current(), true );
		$this->assertCount( 6, WC_Webhook::$all );
		Waybill_Webhooks::make( Waybill_Connection::current(), false );
		$this->assertCount( 4, WC_Webhook::$all );
	}

	public function test_a_delivery_that_failed_is_kept_and_sent_again_to_the_byte_with_its_signature(): void {
		$this->connect();
		$body = '{"id":9,"number":"9","note":"Grüße & \u00e4"}';
		$this->delivered( 'order.created', $body, new WP_Error( 'http_request_failed', 'timed out' ) );
		$this->assertSame( 1, $this->waiting() );
		$this->assertNotFalse( wp_next_scheduled( Waybill_Sender::HOOK ) );
		do_action( Waybill_Sender::HOOK );
		$this->assertSame( 0, $this->waiting() );
		list( list( $url, $arguments ) ) = $this->posted;
		$this->assertSame( 'https://waybill.example/hooks/kontor/woocommerce', $url );
		$this->assertSame( $body, $arguments['body'] );
		$this->assertSame( 'order.created', $arguments['headers']['X-WC-Webhook-Topic'] );
		$this->assertSame( base64_encode( hash_hmac( 'sha256', $body, 'a-long-random-text-for-tests', true ) ), $arguments['headers']['X-WC-Webhook-Signature'] );
	}

	public function test_what_waybill_took_is_not_kept_and_neither_is_a_ping_or_another_plugins_webhook(): void {
		$this->connect();
		$this->delivered( 'order.created', '{"id":9}', $this->failure( 202 ) );
		do_action( 'woocommerce_webhook_delivery', array( 'body' => 'webhook_id=12', 'headers' => array() ), $this->failure(), 0.1, null, Waybill_Webhooks::ids()['order.created'] );
		do_action( 'woocommerce_webhook_delivery', array( 'body' => '{"id":9}', 'headers' => array( 'X-WC-Webhook-Topic' => 'order.created' ) ), $this->failure(), 0.1, 9, 7 );
		$this->assertSame( 0, $this->waiting() );
	}

	public function test_the_same_bytes_are_kept_once(): void {
		$this->connect();
		$this->delivered( 'order.updated', '{"id":9}', $this->failure() );
		$this->delivered( 'order.updated', '{"id":9}', $this->failure() );
		$this->assertSame( 1, $this->waiting() );
	}

	public function test_deliveries_of_one_order_keep_their_order_and_those_of_others_do_not_wait(): void {
		$this->connect();
		$this->delivered( 'order.created', '{"id":9,"n":1}', $this->failure(), 9 );
		$this->delivered( 'order.updated', '{"id":9,"n":2}', $this->failure(), 9 );
		$this->delivered( 'order.created', '{"id":10}', $this->failure(), 10 );
		do_action( Waybill_Sender::HOOK );
		$bodies = array_map( function ( $posted ) {
			return $posted[1]['body'];
		}, $this->posted );
		$this->assertSame( array( '{"id":9,"n":1}', '{"id":10}', '{"id":9,"n":2}' ), $bodies );
	}

	/** @dataProvider absences */
	public function test_while_waybill_is_away_everything_waits_and_it_is_tried_once( $answer ): void {
		$this->connect();
		foreach ( array( 9, 10, 11 ) as $order ) {
			$this->delivered( 'order.created', "{\"id\":$order}", $this->failure(), $order );
		}
		$this->answer = $answer;
		do_action( Waybill_Sender::HOOK );
		$this->assertCount( 1, $this->posted );
		$this->assertSame( 3, $this->waiting() );
		$this->assertNotNull( Waybill_Outbox::state()['error'] );
		$this->answer = 202;
		global $wpdb;
		$wpdb->query( 'UPDATE ' . Waybill_Outbox::table() . ' SET due_at = 0' );
		do_action( Waybill_Sender::HOOK );
		$this->assertSame( 0, $this->waiting() );
	}

	public function absences(): array {
		return array(
			'nobody listens'       => array( new WP_Error( 'http_request_failed', 'Connection refused' ) ),
			'it asks to wait'      => array( 503 ),
			'the secret is wrong'  => array( 401 ),
			'the address is wrong' => array( 404 ),
			'it fails'             => array( 500 ),
		);
	}

	public function test_a_delivery_that_waybill_refuses_is_kept_aside_and_the_next_one_goes_on(): void {
		$this->connect();
		$this->delivered( 'order.created', '{"id":9,"n":1}', $this->failure() );
		$this->delivered( 'order.updated', '{"id":9,"n":2}', $this->failure() );
		$this->answer = function ( $arguments ) {
			return '{"id":9,"n":1}' === $arguments['body'] ? 422 : 202;
		};
		do_action( Waybill_Sender::HOOK );
		$this->assertSame( array( 0, 1 ), array( $this->waiting(), Waybill_Outbox::state()['refused'] ) );
	}

	public function test_what_waited_for_too_long_is_tried_once_more_and_then_given_up(): void {
		global $wpdb;
		$this->connect();
		$this->delivered( 'order.created', '{"id":9}', $this->failure() );
		$wpdb->query( 'UPDATE ' . Waybill_Outbox::table() . ' SET kept_at = kept_at - ' . ( Waybill_Sender::GIVE_UP_S + 1 ) );
		$this->answer = 503;
		do_action( Waybill_Sender::HOOK );
		$this->assertCount( 1, $this->posted );
		$this->assertSame( array( 0, 1 ), array( $this->waiting(), Waybill_Outbox::state()['refused'] ) );
	}

	public function test_what_waited_for_long_and_is_taken_now_is_not_given_up(): void {
		global $wpdb;
		$this->connect();
		$this->delivered( 'order.created', '{"id":9}', $this->failure() );
		$wpdb->query( 'UPDATE ' . Waybill_Outbox::table() . ' SET kept_at = kept_at - ' . ( Waybill_Sender::GIVE_UP_S + 1 ) );
		do_action( Waybill_Sender::HOOK );
		$this->assertSame( array( 0, 0 ), array( $this->waiting(), Waybill_Outbox::state()['refused'] ) );
	}

	public function test_two_processes_never_send_the_same_delivery(): void {
		$this->connect();
		$this->delivered( 'order.created', '{"id":9}', $this->failure() );
		$this->assertCount( 1, Waybill_Outbox::claim( time(), 10, 60 ) );
		$this->assertCount( 0, Waybill_Outbox::claim( time(), 10, 60 ) );
		$this->assertCount( 1, Waybill_Outbox::claim( time() + 61, 10, 60 ) );
	}

	public function test_waits_rise_to_an_hour(): void {
		$this->assertSame( array( 30, 60, 120, 3600 ), array_map( function ( $attempts ) {
			return Waybill_Sender::backoff( $attempts, 0.0 );
		}, array( 1, 2, 3, 50 ) ) );
		$this->assertSame( 15, Waybill_Sender::backoff( 1, 1.0 ) );
	}

	public function test_a_webhook_that_woocommerce_switched_off_is_on_again_and_another_plugins_stays_off(): void {
		$this->connect();
		$ours  = wc_get_webhook( Waybill_Webhooks::ids()['order.updated'] );
		$other = new WC_Webhook();
		$other->save();
		// WooCommerce saves this before it says what became of the delivery.
		$ours->set_status( 'disabled' );
		$this->delivered( 'order.updated', '{"id":9}', $this->failure() );
		do_action( 'woocommerce_webhook_delivery', array( 'body' => '{"id":9}', 'headers' => array( 'X-WC-Webhook-Topic' => 'order.updated' ) ), $this->failure(), 0.1, 9, $other->get_id() );
		$this->assertSame( array( 'active', 'disabled' ), array( $ours->get_status(), $other->get_status() ) );
	}

	public function test_a_webhook_that_was_deleted_is_made_again(): void {
		$this->connect();
		wc_get_webhook( Waybill_Webhooks::ids()['order.deleted'] )->delete( true );
		Waybill_Webhooks::switch_all_on();
		$this->assertNotNull( wc_get_webhook( Waybill_Webhooks::ids()['order.deleted'] ) );
	}

	public function test_woocommerce_sends_its_own_mails_until_the_shop_chooses_otherwise_kind_by_kind(): void {
		$enabled = function ( string $mail ) {
			return apply_filters( "woocommerce_email_enabled_$mail", true, null, null );
		};
		$this->connect();
		$this->assertTrue( $enabled( 'customer_processing_order' ) );
		Waybill_Emails::save( array( 'order_confirmation', 'made_up' ) );
		$this->assertFalse( $enabled( 'customer_processing_order' ) );
		$this->assertFalse( $enabled( 'customer_on_hold_order' ) );
		$this->assertTrue( $enabled( 'customer_completed_order' ) );
		$this->assertTrue( $enabled( 'new_order' ) );
		delete_option( Waybill_Connection::OPTION );
		$this->assertTrue( $enabled( 'customer_processing_order' ), 'While nothing is connected somebody must write to the customer' );
	}

	public function test_a_kind_that_waybill_holds_is_sent_by_woocommerce_until_waybill_sends_it(): void {
		$enabled = function () {
			return apply_filters( 'woocommerce_email_enabled_customer_processing_order', true, null, null );
		};
		$this->connect();
		Waybill_Emails::save( array( 'order_confirmation' ) );
		$this->assertFalse( $enabled() );
		$this->said = '{"accepted":true,"held":["order_confirmation","feedback_request"]}';
		$this->answer = 200;
		do_action( Waybill_Sender::HOURLY );
		$this->assertTrue( $enabled(), 'Waybill holds it: somebody must write to the customer' );
		$this->assertSame( array( 'order_confirmation' ), Waybill_Emails::held() );
		list( $url, $asked ) = end( $this->posted );
		$this->assertSame( Waybill_Connection::current()->url, $url );
		$this->assertSame( 'waybill.kinds', $asked['headers']['X-WC-Webhook-Topic'] );
		$this->assertSame( base64_encode( hash_hmac( 'sha256', '{}', Waybill_Connection::current()->secret, true ) ), $asked['headers']['X-WC-Webhook-Signature'] );
		foreach ( array( array( 503, 'no' ), array( 200, 'no' ), array( 200, '{"accepted":true,"ignored":"waybill.kinds"}' ), array( 401, '{"held":[]}' ) ) as list( $status, $said ) ) {
			$this->answer = $status;
			$this->said   = $said;
			do_action( Waybill_Sender::HOURLY );
			$this->assertTrue( $enabled(), 'Without an answer what was said last holds on' );
		}
		$this->answer = 200;
		$this->said   = '{"accepted":true,"held":[]}';
		do_action( Waybill_Sender::HOURLY );
		$this->assertFalse( $enabled() );
	}

	public function test_a_mail_that_the_shop_itself_switched_off_stays_off(): void {
		$this->connect();
		$this->assertFalse( apply_filters( 'woocommerce_email_enabled_customer_completed_order', false, null, null ) );
	}

	public function test_the_account_leads_to_where_the_orders_link_is_sent_from(): void {
		$this->assertSame( array(), apply_filters( 'woocommerce_my_account_my_orders_actions', array(), null ) );
		$this->connect();
		$actions = apply_filters( 'woocommerce_my_account_my_orders_actions', array( 'view' => array() ), null );
		$this->assertSame( array( 'view', 'waybill' ), array_keys( $actions ) );
		$this->assertSame( 'https://waybill.example/s/kontor/orders', $actions['waybill']['url'] );
	}

	public function test_the_key_may_only_read_and_is_kept_hashed(): void {
		global $wpdb;
		list( $host, $key, $secret ) = array_slice( explode( ':', preg_replace( '/:(\d+)/', ' $1', Waybill_Settings::make_key() ) ), 0, 3 );
		$row = $wpdb->get_row( "SELECT * FROM {$wpdb->prefix}woocommerce_api_keys ORDER BY key_id DESC LIMIT 1" );
		$this->assertSame( '127.0.0.1', explode( ' ', $host )[0] );
		$this->assertSame( array( 'read', wc_api_hash( $key ), $secret ), array( $row->permissions, $row->consumer_key, $row->consumer_secret ) );
	}

	/** @dataProvider actions */
	public function test_nobody_changes_settings_without_the_right_and_the_forms_own_token( string $action ): void {
		add_filter( 'wp_die_handler', function () {
			return function ( $message, $title, $arguments ) {
				throw new RuntimeException( (string) ( $arguments['response'] ?? '' ) );
			};
		} );
		$this->connect();
		wp_set_current_user( 0 );
		$this->assertSame( '403', $this->refusal( $action ) );
		wp_set_current_user( 1 );
		$this->grant();
		$this->assertSame( '403', $this->refusal( $action ), 'Without the token' );
		$this->assertSame( 'kontor', Waybill_Connection::current()->shop );
	}

	public function actions(): array {
		return array( array( 'connect' ), array( 'kinds' ), array( 'key' ), array( 'send' ), array( 'disconnect' ) );
	}

	private function refusal( string $action ): string {
		try {
			do_action( "admin_post_waybill_$action" );
		} catch ( RuntimeException $refused ) {
			return $refused->getMessage();
		}
		return 'done';
	}

	private function grant(): void {
		wp_get_current_user()->add_cap( Waybill_Settings::RIGHT );
	}

	public function test_the_page_shows_what_waits_and_never_the_secret(): void {
		require_once ABSPATH . 'wp-admin/includes/template.php';
		$this->connect();
		$this->delivered( 'order.created', '{"id":9}', $this->failure() );
		$this->answer = new WP_Error( 'http_request_failed', '<script>alert(1)</script>' );
		do_action( Waybill_Sender::HOOK );
		ob_start();
		Waybill_Settings::show();
		$page = ob_get_clean();
		$this->assertStringContainsString( '1 wait', $page );
		$this->assertStringNotContainsString( 'a-long-random-text', $page );
		$this->assertStringNotContainsString( '<script>', $page );
	}

	public function test_a_fault_of_ours_never_reaches_the_shop(): void {
		global $wpdb;
		$this->connect();
		$wpdb->suppress_errors( true );
		$wpdb->query( 'RENAME TABLE ' . Waybill_Outbox::table() . ' TO waybill_gone' );
		$log = tempnam( sys_get_temp_dir(), 'waybill' );
		$before = ini_set( 'error_log', $log );
		try {
			$this->delivered( 'order.created', '{"id":9}', $this->failure() );
			do_action( Waybill_Sender::HOOK );
			$this->assertStringContainsString( 'Cannot keep a delivery that failed', (string) file_get_contents( $log ) );
		} finally {
			ini_set( 'error_log', $before );
			unlink( $log );
			$wpdb->query( 'RENAME TABLE waybill_gone TO ' . Waybill_Outbox::table() );
			$wpdb->suppress_errors( false );
		}
	}

	public function test_wordpress_own_eraser_takes_what_waits_and_names_the_customer(): void {
		$this->connect();
		$this->delivered( 'order.created', '{"billing":{"email":"ada@lovelace.example"}}', $this->failure(), 9 );
		$this->delivered( 'order.created', '{"billing":{"email":"ben@okada.example"}}', $this->failure(), 10 );
		$eraser = apply_filters( 'wp_privacy_personal_data_erasers', array() )['waybill'];
		$this->assertTrue( $eraser['callback']( 'ada@lovelace.example' )['items_removed'] );
		$this->assertFalse( $eraser['callback']( 'nobody@lovelace.example' )['items_removed'] );
		$this->assertSame( 1, $this->waiting() );
	}
}
