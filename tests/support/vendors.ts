/**
 * Pages written for other widgets, in the manner of their own installation guides and reference pages. Only the script's address is
 * Foyer's: that is all that an owner changes.
 */
const ready = (load: string) =>
  `if(document.readyState==='complete'){${load}}else{window.addEventListener('load',function(){${load}},false)}`;

const insert = (src: string) =>
  `var s=document.createElement('script');s.type='text/javascript';s.async=true;s.src='${src}';var x=document.getElementsByTagName('script')[0];x.parentNode.insertBefore(s,x);`;

const intercom = (src: string) => `
<script>
  window.intercomSettings = { api_base: 'https://api-iam.intercom.io', app_id: 'abc123', name: 'Vera Vogel', email: 'vera@shop.example', user_id: '9876', created_at: 1312182000, plan: 'gold' };
</script>
<script>
  (function(){var w=window;var ic=w.Intercom;if(typeof ic==="function"){ic('reattach_activator');ic('update',w.intercomSettings);}else{var d=document;var i=function(){i.c(arguments);};i.q=[];i.c=function(args){i.q.push(args);};w.Intercom=i;var l=function(){${insert(src)}};${ready('l()')}}})();
</script>
<script>
  Intercom('onShow', function () { told.push('shown'); });
  Intercom('onHide', function () { told.push('hidden'); });
  Intercom('onUnreadCountChange', function (unreadCount) { told.push('unread ' + unreadCount); });
  Intercom('trackEvent', 'invited-friend', { friends: 3 });
</script>`;

const chatwoot = (src: string) => `
<script>
  window.chatwootSettings = { hideMessageBubble: false, position: 'right', locale: 'en', type: 'standard', darkMode: 'light' };
  (function(d,t) {
    var BASE_URL = 'https://app.chatwoot.com';
    var g=d.createElement(t),s=d.getElementsByTagName(t)[0];
    g.src='${src}';
    g.defer = true;
    g.async = true;
    s.parentNode.insertBefore(g,s);
    g.onload=function(){ window.chatwootSDK.run({ websiteToken: 'abc', baseUrl: BASE_URL }) }
  })(document,'script');
  window.addEventListener('chatwoot:ready', function () {
    window.$chatwoot.setUser('9876', { email: 'vera@shop.example', name: 'Vera Vogel', identifier_hash: 'cafe' });
    window.$chatwoot.setCustomAttributes({ plan: 'gold' });
    told.push('ready');
  });
  window.addEventListener('chatwoot:opened', function () { told.push('shown'); });
  window.addEventListener('chatwoot:closed', function () { told.push('hidden'); });
  window.addEventListener('chatwoot:on-message', function (e) { told.push('message ' + e.detail.content); });
</script>`;

const crisp = (src: string) => `
<script type="text/javascript">
  window.$crisp=[];window.CRISP_WEBSITE_ID="0000";
  window.CRISP_READY_TRIGGER = function() { told.push('ready'); };
  (function(){d=document;s=d.createElement("script");s.src="${src}";s.async=1;d.getElementsByTagName("head")[0].appendChild(s);})();
  $crisp.push(["set", "user:email", ["vera@shop.example"]]);
  $crisp.push(["set", "user:nickname", ["Vera Vogel"]]);
  $crisp.push(["set", "session:data", [[["plan", "gold"], ["visits", 3]]]]);
  $crisp.push(["set", "session:event", [[["signup", { method: "form" }, "blue"]]]]);
  $crisp.push(["on", "chat:opened", function() { told.push('shown'); }]);
  $crisp.push(["on", "chat:closed", function() { told.push('hidden'); }]);
  $crisp.push(["on", "message:received", function(message) { told.push('message ' + message.content); }]);
</script>`;

const beacon = (src: string) => `
<script type="text/javascript">
  !function(e,t,n){function a(){var e=t.getElementsByTagName("script")[0],n=t.createElement("script");n.type="text/javascript",n.async=!0,n.src="${src}",e.parentNode.insertBefore(n,e)}if(e.Beacon=n=function(t,n,a){e.Beacon.readyQueue.push({method:t,options:n,data:a})},n.readyQueue=[],"complete"===t.readyState)return a();e.attachEvent?e.attachEvent("onload",a):e.addEventListener("load",a,!1)}(window,document,window.Beacon||function(){});
</script>
<script type="text/javascript">
  window.Beacon('init', '00000000-0000-0000-0000-000000000000');
  Beacon('identify', { name: 'Vera Vogel', email: 'vera@shop.example', plan: 'gold', signature: 'cafe' });
  Beacon('on', 'open', function () { told.push('shown'); });
  Beacon('on', 'close', function () { told.push('hidden'); });
  Beacon('event', { type: 'page-viewed', url: document.location.href, title: document.title });
</script>`;

export const vendors = { intercom, chatwoot, crisp, beacon };

/** The body of a page; what it was told is kept in `told`. */
export const vendorPage = (vendor: keyof typeof vendors, script: string): string =>
  `<script>window.told = [];</script>${vendors[vendor](`${script}?as=${vendor}`)}`;
