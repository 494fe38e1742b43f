import { type ConferenceStrings, registerStrings } from '../conference-strings.js';

/** Arabic, formal. Importing this module makes it available to every tag on the page. */
export const ARABIC: ConferenceStrings = {
  // The name is Latin text inside Arabic: isolated, it does not reorder what is around it.
  label: (name) => `مؤتمر فيديو: \u2068${name}\u2069`,
  join: 'الانضمام إلى المؤتمر',
  loading: 'جارٍ الاتصال بالمؤتمر…',
  retrying: 'لم يكتمل الاتصال بعد. تجري المحاولة مرة أخرى…',
  waiting: 'لم يُفتح المؤتمر بعد.',
  waitingForHost: 'لم يبدأ المضيف المؤتمر بعد.',
  opensAt: (time) => `موعد الافتتاح: ${time}.`,
  closed: 'لقد غادرت المؤتمر.',
  over: 'انتهى المؤتمر.',
  retry: 'إعادة المحاولة',
  rejoin: 'الانضمام مرة أخرى',
  failed: {
    setup: 'يتعذر عرض المؤتمر: هذه الصفحة غير مهيأة لذلك. يُرجى إبلاغ مسؤول الموقع.',
    signIn: 'دعوتك غير موجودة أو انتهت صلاحيتها. يُرجى إعادة تحميل الصفحة أو تسجيل الدخول مرة أخرى.',
    unavailable:
      'هذا المؤتمر غير متاح حاليًا. يُرجى التواصل مع المضيف أو إعادة المحاولة في وقت لاحق.',
    offline: 'أنت غير متصل بالإنترنت. يُرجى التحقق من الاتصال ثم إعادة المحاولة.',
    unreachable: 'تعذر الوصول إلى المؤتمر. يُرجى التحقق من الاتصال ثم إعادة المحاولة.',
    slow: 'يستغرق المؤتمر وقتًا طويلًا في الاستجابة. يُرجى إعادة المحاولة.',
    busy: 'ينضم عدد كبير من الأشخاص الآن. يُرجى إعادة المحاولة بعد لحظات.',
    service: 'توجد مشكلة في خدمة المؤتمرات. يُرجى إعادة المحاولة بعد بضع دقائق.',
    notHere: 'لا يمكن عرض المؤتمر داخل هذه الصفحة.',
    insecure:
      'لا تعمل الكاميرا والميكروفون إلا في صفحة آمنة (\u2068https\u2069). يُرجى إبلاغ مسؤول الموقع.',
    permissions:
      'لا تسمح هذه الصفحة للمؤتمر باستخدام الكاميرا والميكروفون. يُرجى إبلاغ مسؤول الموقع.',
  },
};

registerStrings('ar', ARABIC);
